//! What is measured: French prose and glossaries of any size, the same in every run.

use crate::random::Random;

/// French prose that was really written.
const FAQ: &str = include_str!("../fixtures/faq.fr.txt");

/// At least `length` bytes of French prose: the FAQ's sentences in another order each time, in which `made_up_tenths` tenths of the longer words
/// have another ending: a text about something else.
pub fn prose(length: usize, made_up_tenths: usize) -> String {
    let sentences: Vec<&str> = FAQ.split_inclusive(['.', '?', '\n']).filter(|sentence| sentence.len() > 3).collect();
    let mut random = Random::new(7);
    let mut text = String::with_capacity(length + 1_000);
    while text.len() < length {
        for word in random.pick(&sentences).split_inclusive(' ') {
            let is_plain = word.trim_end().len() > 4 && word.trim_end().chars().all(char::is_alphabetic);
            if is_plain && random.below(10) < made_up_tenths {
                text.push_str(&made_up(word.trim_end(), &mut random));
                text.push(' ');
            } else {
                text.push_str(word);
            }
        }
        if !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    }
    text
}

/// A word that looks like `word`.
fn made_up(word: &str, random: &mut Random) -> String {
    const ENDINGS: &[&str] =
        &["ment", "tion", "eur", "age", "ique", "able", "isme", "ure", "é", "er", "eux", "ité", "ance", "ière", "oire", "if"];
    const STARTS: &[&str] = &["", "", "", "re", "dé", "pré", "in", "sur", "co", "anti"];
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let kept: String = letters[..letters.len() - random.below(3)].iter().collect();
    format!("{}{kept}{}", random.pick(STARTS), random.pick(ENDINGS))
}

/// The text of a glossary with `count` terms of one to four words, as glossaries are: half of them of several words, one in ten an
/// acronym, one in twelve with a hyphen.
pub fn glossary(count: usize) -> String {
    let mut words: Vec<&str> = FAQ.split(|character: char| !character.is_alphabetic()).collect();
    words.retain(|word| word.len() > 4 && !word.chars().all(char::is_uppercase));
    words.sort_unstable();
    words.dedup();
    let mut random = Random::new(11);
    let mut text = String::from("---\nglossary: 1\nlanguage: fr\n---\n");
    for number in 0..count {
        if number % 5 == 0 {
            text.push_str(&format!("\n### Question {number} ?\n"));
        }
        text.push_str(&format!("\n> **terme t-{number}** · fr : {}\n", form(&words, &mut random)));
    }
    text
}

/// Acronyms of these are no French words in capitals.
const CONSONANTS: [&str; 10] = ["B", "C", "D", "G", "L", "M", "N", "P", "R", "T"];

fn form(words: &[&str], random: &mut Random) -> String {
    let word = |random: &mut Random| {
        let word = random.pick(words);
        // The more words a glossary has the rarer they are.
        if random.below(3) == 0 { word.to_lowercase() } else { made_up(word, random) }
    };
    match random.below(20) {
        0 | 1 => (0..3 + random.below(3)).map(|_| random.pick(&CONSONANTS)).collect(),
        // Rare words: a text of a field has some term in every other sentence, not in every second word.
        2..=9 => made_up(&made_up(random.pick(words), random), random),
        10 | 11 => format!("{}-{}", word(random), word(random)),
        12..=14 => format!("{} {}", word(random), word(random)),
        15..=17 => format!("{} de {}", word(random), word(random)),
        _ => format!("{} {} de {}", word(random), word(random), word(random)),
    }
}
