//! What a suppression comment may name.

use std::collections::HashMap;

use super::Rule;

/// What a suppression silences.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name {
    /// Everything.
    All,
    /// The findings of a rule.
    Rule(Rule),
    /// The findings about a term, by its id.
    Term(Box<str>),
}

/// Which directives, by their number, silence what; of several that silence the same the latest counts.
#[derive(Debug, Default)]
pub(super) struct Silenced(HashMap<Name, Vec<usize>>);

impl Silenced {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn insert(&mut self, name: Name, directive: usize) {
        self.0.entry(name).or_default().push(directive);
    }

    /// Takes back that `directive` silences `name`. Whoever came last usually goes first, so it is looked for from the end.
    pub fn remove(&mut self, name: &Name, directive: usize) {
        let Some(directives) = self.0.get_mut(name) else { return };
        if let Some(at) = directives.iter().rposition(|&it| it == directive) {
            directives.remove(at);
        }
        if directives.is_empty() {
            self.0.remove(name);
        }
    }

    /// Takes back all that silences `name`; whether anything did.
    pub fn remove_all(&mut self, name: &Name) -> bool {
        self.0.remove(name).is_some()
    }

    /// Takes back everything; whether there was anything.
    pub fn clear(&mut self) -> bool {
        let was_empty = self.0.is_empty();
        self.0.clear();
        !was_empty
    }

    /// Whether something silences `name`.
    pub fn has(&self, name: &Name) -> bool {
        self.0.contains_key(name)
    }

    /// The directives that silence a finding of `rule` about the term `id`, and by which name.
    pub fn by(&self, rule: Rule, id: &str) -> impl Iterator<Item = (Name, usize)> + use<'_> {
        let names = if self.is_empty() { Vec::new() } else { vec![Name::All, Name::Rule(rule), Name::Term(id.into())] };
        names.into_iter().filter_map(|name| self.0.get(&name).and_then(|directives| directives.last()).map(|&directive| (name, directive)))
    }
}
