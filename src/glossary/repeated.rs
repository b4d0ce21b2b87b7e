//! Forms that a term has twice.

use super::Form;
use super::report::Report;
use crate::language::Language;
use crate::messages::FormatMessage as Message;

/// One surface of a form, by which they are sorted: the same surface in the same language stands together, that of every language first.
type Surface<'a> = (&'a str, Option<&'a Language>, usize);

/// Reports forms of one term that share a surface and a language: with the same status one is too many, with another they contradict
/// each other. A form of every language shares each. The same surface in two languages is no fault.
pub(super) fn report_repeated(forms: &[Form], report: &mut Report) {
    if forms.len() < 2 {
        return;
    }
    let mut surfaces: Vec<Surface> = Vec::new();
    for (number, form) in forms.iter().enumerate() {
        surfaces.extend(form.surfaces.iter().map(|surface| (surface.as_str(), form.language.as_ref(), number)));
    }
    surfaces.sort_unstable();
    let mut reported = vec![false; forms.len()];
    for same in surfaces.chunk_by(|a, b| a.0 == b.0) {
        for pair in with_the_one_before(same) {
            report_pair(forms, pair, &mut reported, report);
        }
    }
}

/// For each surface but the first, the number of the form to hold it against, and its own.
fn with_the_one_before<'a>(same: &'a [Surface]) -> impl Iterator<Item = (usize, usize)> + 'a {
    same.windows(2).filter_map(move |pair| {
        let [before, this] = pair else { return None };
        let of_every_language = same.first().filter(|first| first.1.is_none());
        let other = if before.1 == this.1 { Some(before) } else { of_every_language };
        other.map(|other| (other.2.min(this.2), other.2.max(this.2)))
    })
}

fn report_pair(forms: &[Form], (first, second): (usize, usize), reported: &mut [bool], report: &mut Report) {
    let (Some(one), Some(other), Some(reported)) = (forms.get(first), forms.get(second), reported.get_mut(second)) else { return };
    if first == second || std::mem::replace(reported, true) {
        return;
    }
    let form = other.text.clone();
    let line = report.line(one.span.start);
    if one.status == other.status {
        report.information(other.span, Message::RepeatedForm { form, line });
    } else {
        report.warning(other.span, Message::ContradictoryForm { form, line, status: other.status.name(), first: one.status.name() });
    }
}
