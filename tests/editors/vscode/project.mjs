// The project that the checks work in, beside the fixture memoire.md, which the shipped glossary serves.
export const project = {
  "atelier/atelier.glossary.md": `---
glossary: 1
language: fr
---
# Le vocabulaire de l’atelier

## Pâtes

### Qu’est-ce que le levain ?

> **terme levain** · fr : **levain**, pâte(s) mère(s)
> éviter : ~~ferment naturel~~
> sauf : levain chimique

Une pâte de farine et d’eau où vivent des levures et des bactéries.

### Qu’est-ce que l’autolyse ?

> **terme autolyse** · fr : **autolyse**

Un repos de la farine et de l’eau, avant le sel.
`,
  "atelier/pain.md": `# Le pain

Rafraîchir le levain la veille. Après l’autolyse, ajouter le levain, puis le sel.

Le pointage dure trois heures.
`,
  "atelier/four.md": `# Le four

Le levain n’aime pas un four trop vif.
`,
  "code.rs": `fn main() {
    let fine_tuning_job = start();
}
`,
};
