//! A session of which texts are told in other words, wherever they stand.

use super::session::{Section, Session};
use super::value::{Value, Version};

/// What is told instead of a text that stands in a field; nothing for what may be told as it is.
pub type Retell<'a> = dyn Fn(Section, usize, &str) -> Option<String> + 'a;

/// Tells each text in other words for which there are any.
pub fn retell(session: &mut Session, tell: &Retell<'_>) {
    for &section in Section::ALL {
        let table = session.table_mut(section);
        for at in 0..table.len() {
            let Some(record) = table.get_mut(at) else { continue };
            for field in 0..record.kind().fields.len() {
                if let Some(value) = retold(&record.value(field), &|text| tell(section, field, text)) {
                    // What has become too long to be kept is left out rather than told as it was.
                    if record.replace(field, value).is_err() {
                        record.replace(field, Value::Empty).ok();
                    }
                }
            }
        }
    }
}

fn retold(value: &Value, tell: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
    let other = match value {
        Value::Text(text) => Value::Text(tell(text)?),
        Value::AsTyped(text) => Value::AsTyped(tell(text)?),
        Value::Set(members) => {
            Value::set(members.iter().map(|member| tell(member).unwrap_or_else(|| member.clone())).collect())
        }
        Value::Versions(versions) => {
            let version = |version: &Version| {
                let (fields, values): (Vec<usize>, Vec<Value>) = version.values().iter().cloned().unzip();
                let values: Vec<Value> =
                    values.into_iter().map(|value| retold(&value, tell).unwrap_or(value)).collect();
                Version::new(version.section, &fields, &values)
            };
            Value::Versions(versions.iter().map(version).collect())
        }
        _ => return None,
    };
    (other != *value).then_some(other)
}
