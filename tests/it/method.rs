//! The method as the guide declares it: steps that can be kept in view, and a place for every row of the mission.

use werksessie::i18n::language::Language;

use crate::support::screen::context;

#[test]
fn a_digit_opens_each_panel_of_a_step() {
    for step in &context(Language::Dutch).guide.structure.steps {
        let panels = step.whole_panels();
        assert!(!step.panels[0].part, "{} begins with a part", step.id);
        assert!(panels.len() <= 9, "{} has {} panels", step.id, panels.len());
        assert_eq!(
            panels.iter().flat_map(Clone::clone).collect::<Vec<_>>(),
            (0..step.panels.len()).collect::<Vec<_>>()
        );
    }
}
