//! Every prose scanner answers for any text, and the way back to the source is sound.

#![no_main]

use glossator::document::Manner;
use glossator::prose::{self, BREAK, Format, OBJECT, chunks};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    for format in [Format::Markdown, Format::Mdx, Format::Plain, Format::Unknown] {
        let prose = prose::read(source, format);
        let mut last = 0;
        for piece in &prose.pieces {
            assert!(piece.rendered.start >= last && piece.rendered.end >= piece.rendered.start);
            last = piece.rendered.end;
            let (rendered, written) = (&prose.text[piece.rendered.range()], &source[piece.source.range()]);
            if piece.rendered.len() == piece.source.len() && !rendered.contains([BREAK, OBJECT]) {
                assert_eq!(rendered.replace('\n', "\r"), written.replace('\n', "\r"));
            }
        }
        for comment in &prose.comments {
            assert!(source.get(comment.range()).is_some());
        }
        let manner = Manner { format, ..Manner::default() };
        let cut: Vec<String> = chunks::Chunks::new(chunks::lines(source), manner.format, true).collect();
        assert_eq!(cut.concat(), source, "chunks lose nothing");
    }
});
