use super::*;
#[test]
fn explore() {
    let text = std::fs::read_to_string("/work/shared/examples/native-format-draft.md").unwrap();
    let (g, _) = read(&text);
    println!("{} {:?} {:?} {:?}", g.title, g.language, g.source, g.sections.iter().map(|s| &s.title).collect::<Vec<_>>());
    for e in &g.entries { println!("ENTRY {} [{:?}] {:?} {:?}\n{}\n", e.id, e.section, &text[e.heading_span.range()], e.review, e.answer); }
    for t in &g.terms {
        println!("TERM {} @{} item={:?} {:?}", t.id, t.entry, t.item.as_ref().map(|i| (&i.markdown, &text[i.span.range()])), &text[t.span.range()]);
        for f in &t.forms { println!("   {:?} {:?} {:?} {:?} {} {:?} `{}`", f.surfaces, f.language.as_ref().map(|l| l.tag()), f.status, f.case, f.ambiguous, f.replaced_by, &text[f.span.range()]); }
        println!("   exc {:?} near {:?} see {:?}", t.exceptions.iter().map(|p| &p.text).collect::<Vec<_>>(), t.not_near.iter().map(|p| &p.text).collect::<Vec<_>>(), t.see.iter().map(|p| &text[p.span.range()]).collect::<Vec<_>>());
    }
    for p in problems(&text) { println!("{p}"); }
}
