//! Figures in every shape in which they come, with the values that a reader finds in the file.

use werksessie::domain::decimal::Decimal;
use werksessie::domain::records::profile::Indicator;
use werksessie::domain::session::Session;
use werksessie::domain::value::Typed;
use werksessie::exchange::import::brought::Brought;
use werksessie::exchange::import::preview::ImportChoices;
use werksessie::i18n::import::RefusalKind;
use werksessie::store::form::reading::parse;
use werksessie::store::form::text::print;

use super::*;

/// A figure of a session as text: neighbourhood, municipality, country.
fn figure(session: &Session, name: &str) -> String {
    let text = |value: &Typed<_>| {
        value.known().map_or("-".to_owned(), |value: werksessie::domain::decimal::Decimal| value.to_string())
    };
    let found: Vec<_> = session.indicators.iter().filter(|known| &*known.name == name).collect();
    let [known] = found[..] else { panic!("{name}: {} times in {:?}", found.len(), names(session)) };
    let values = [&known.neighbourhood, &known.municipality, &known.country].map(text).join(" ");
    format!("{values} {} {}", known.unit.0, known.year.known().map_or("?".to_owned(), |year| year.to_string()))
}

fn names(session: &Session) -> Vec<&str> {
    session.indicators.iter().map(|known| &*known.name).collect()
}

/// The table that RIVM and CBS give of the health monitor, with made values: years, ages and margins in one file.
fn monitor(is_quoted: bool) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let mut line = |cells: &[&str]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| if is_quoted { format!("\"{cell}\"") } else { cell.trim().trim_matches('.').to_owned() })
            .collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    };
    line(&[
        "ID",
        "Leeftijd",
        "Marges",
        "WijkenEnBuurten",
        "Perioden",
        "Gemeentenaam_1",
        "SoortRegio_2",
        "Codering_3",
        "ErvarenGezondheidGoedZeerGoed_4",
        "Eenzaam_28",
        "EmotioneelEenzaam_30",
        "SuicideGedachtenLaatste12Maanden_31",
        "LopenNaarSchoolOfWerk_35",
    ]);
    for (age, margin, area, year, values) in [
        ("20300", "MW00000", "NL01      ", "2016JJ00", ["    70.1", "    40.1", "    28.1", "     3.1", "    11.1"]),
        ("20300", "MW00000", "NL01      ", "2020JJ00", ["    78.4", "    47.0", "    28.9", "     3.0", ""]),
        ("20300", "MW00000", "GM9999    ", "2020JJ00", ["    80.5", "    44.0", "    26.5", "     2.9", ""]),
        ("20300", "MW00000", "WK999903  ", "2020JJ00", ["    71.2", "    51.4", "       .", "     4.0", ""]),
        ("20300", "MOG0095", "WK999903  ", "2020JJ00", ["    60.0", "    41.4", "       .", "     2.0", ""]),
        ("20300", "MW00000", "BU99990301", "2020JJ00", ["       .", "       .", "       .", "       .", ""]),
        ("20300", "MW00000", "BU99990301", "2016JJ00", ["    55.5", "    55.6", "    55.7", "     5.8", "    55.9"]),
        ("80200", "MW00000", "NL01      ", "2020JJ00", ["    67.1", "    48.9", "    30.0", "     3.3", ""]),
        ("80200", "MW00000", "WK999903  ", "2020JJ00", ["    61.0", "    58.9", "    33.3", "     3.4", ""]),
        ("20300", "MW00000", "GG9914    ", "2020JJ00", ["    65.5", "    45.5", "    25.5", "     2.5", ""]),
    ] {
        let mut cells = vec!["7", age, margin, area, year, "Vlietdam                ", "Wijk      ", area];
        cells.extend(values);
        line(&cells);
    }
    text.into_bytes()
}

#[test]
fn every_shape_gives_the_figures_that_a_reader_finds_in_it() {
    for (name, about, choices, expected) in [
        (
            "portal_with_symbols.csv",
            ("Burgwallen-Oude Zijde", "Amsterdam", ""),
            answers(&[]),
            vec![
                ("Sociaal-economische score (SES-WOA)", "-0.022 -0.1 - score 2019"),
                ("Spreiding: Spreiding totaal", "0.892 1.01 -  2019"),
                ("Opleidingsniveau: Laag", "12.9 20.8 - % 2019"),
            ],
        ),
        (
            "portal_without_symbols.csv",
            ("Ede-Veldhuizen", "", ""),
            answers(&[]),
            vec![("Aandeel 0 tot 15 jaar", "18.2 17.6 15.1 % ?"), ("Aandeel 65 jaar of ouder", "19.1 19.2 20.5 % ?")],
        ),
        (
            "portal_of_municipalities.csv",
            ("Ede-Veldhuizen", "Ede", ""),
            answers(&[]),
            vec![
                ("Leeftijdsgroepen, relatief: 65 tot 80 jaar", "- 14.7 15.6 % 2025"),
                ("Demografische druk: Groene druk", "- 41.7 35.2 % 2025"),
                ("Gemiddelde huishoudensgrootte", "- 2.3 2.1 personen 2025"),
            ],
        ),
        (
            "layout_areas_beside.csv",
            ("", "", ""),
            answers(&[("area", "Wijk 00 Annen")]),
            vec![
                ("Afstand tot de huisarts", "0.9 2.5 1 km 2021"),
                ("Afstand tot een grote supermarkt", "0.9 2.1 0.9 km 2021"),
                ("Gezondheid en welzijn: Afstand tot apotheek", "0.9 2.5 1.2 km 2021"),
                ("Ziekenhuis (excl. buitenpolikliniek): Afstand tot ziekenhuis", "15.1 11.1 7.1 km 2021"),
                ("Ziekenhuis (incl. buitenpolikliniek): Afstand tot ziekenhuis", "13 10.4 4.8 km 2021"),
            ],
        ),
        (
            "layout_areas_below.csv",
            ("Driemond", "Amsterdam", ""),
            answers(&[]),
            vec![
                ("Gemiddeld inkomen per inwoner", "24.7 26.9 - x 1.000 euro 2015"),
                ("Huishoudens in de laagste 40% inkomens", "34.5 53.1 - % 2015"),
            ],
        ),
        (
            "map_attributes.json",
            ("Ede-Veldhuizen", "Ede", ""),
            answers(&[]),
            vec![("Aandeel 65 jaar of ouder", "19 - - % ?"), ("Gemiddelde huishoudensgrootte", "2.2 - - personen ?")],
        ),
        (
            "written_by_r.csv",
            ("Nes e.o.", "Amsterdam", ""),
            answers(&[]),
            vec![
                ("Koopwoningen", "29 30 57 % ?"),
                ("Gemiddelde WOZ-waarde", "553 375 250 x 1.000 euro ?"),
                ("Aandeel eenpersoonshuishoudens", "61.7 54.8 38.3 % ?"),
                ("Wmo-cliënten per 1.000 inwoners", "- 81 68 per 1.000 inwoners ?"),
            ],
        ),
        (
            "written_by_pandas.csv",
            ("", "", "WK005900"),
            answers(&[]),
            vec![
                ("Koopwoningen", "63 64 - % ?"),
                ("Gemiddelde WOZ-waarde", "283 294 - x 1.000 euro ?"),
                ("Aandeel eenpersoonshuishoudens", "33 32.3 - % ?"),
            ],
        ),
        (
            "short_names.csv",
            ("De Horsten", "", ""),
            answers(&[]),
            vec![("Aandeel 65 jaar of ouder", "8.3 19.2 20.5 % ?")],
        ),
    ] {
        let mut session = session_of(about.0, about.1, about.2);
        let done = enter(&mut session, name, &file(name), &choices);
        let is_told_twice = |year: u32| done.receipt.contains(&format!("{year} {year}"));
        assert!(!(2000..2030).any(is_told_twice), "{}", done.receipt);
        for (figure_name, values) in expected {
            assert_eq!(figure(&session, figure_name), values, "{name}: {figure_name}\n{:#?}", done.preview);
        }
    }
}

#[test]
fn what_a_table_tells_of_the_neighbourhood_itself_is_filled_in_where_it_is_blank() {
    let mut session = session_of("Ede-Veldhuizen", "", "");
    enter(&mut session, "portal_without_symbols.csv", &file("portal_without_symbols.csv"), &answers(&[]));
    let about = session.the_neighbourhood();
    assert_eq!((&*about.cbs_code, &*about.municipality, about.residents.known()), ("WK022803", "Ede", Some(14_570)));

    let mut other = session_of("Kernhem", "", "");
    enter(&mut other, "x.csv", &file("portal_without_symbols.csv"), &answers(&[("area", "Ede-Veldhuizen")]));
    assert_eq!(&*other.the_neighbourhood().cbs_code, "", "of another area nothing is filled in");
}

#[test]
fn a_year_that_only_the_name_of_the_file_tells_is_taken_from_it_and_said() {
    let mut session = session_of("Ede-Veldhuizen", "", "");
    let name = "Kerncijfers_wijken_en_buurten_2024_11122025_141648.csv";
    let done = enter(&mut session, name, &file("portal_without_symbols.csv"), &answers(&[]));
    assert_eq!(figure(&session, "Aandeel 65 jaar of ouder"), "19.1 19.2 20.5 % 2024");
    assert!(done.preview.notes.iter().any(|note| note.contains("2024")), "{:?}", done.preview.notes);
}

#[test]
fn of_a_table_with_many_slices_one_is_read_and_told() {
    for is_quoted in [true, false] {
        let bytes = monitor(is_quoted);
        for (code, choices, expected) in [
            (
                "WK999903",
                answers(&[]),
                vec![("Voelt zich (zeer) gezond", "71.2 80.5 78.4 % 2020"), ("Eenzaam", "51.4 44 47 % 2020")],
            ),
            (
                "WK999903",
                answers(&[("Wie", "65 jaar of ouder")]),
                vec![("Eenzaam (65 jaar of ouder)", "58.9 - 48.9 % 2020")],
            ),
            ("BU99990301", answers(&[("Jaar", "2016")]), vec![("Emotioneel eenzaam", "55.7 - 28.1 % 2016")]),
        ] {
            let mut session = session_of("Westerkade", "", code);
            let done = enter(&mut session, "x.csv", &bytes, &choices);
            for (name, values) in expected {
                assert_eq!(figure(&session, name), values, "{name} {:#?}", done.preview);
            }
            assert!(!names(&session).iter().any(|name| name.contains("Suïcide")), "not on a large screen by itself");
            assert!(done.preview.left_out.iter().any(|line| line.contains("113")), "{:?}", done.preview.left_out);
        }
        let mut session = session_of("Westerkade", "", "WK999903");
        enter(&mut session, "x.csv", &bytes, &answers(&[]));
        if is_quoted {
            assert_eq!(
                figure(&session, "Emotioneel eenzaam"),
                "- 26.5 28.9 % 2020",
                "the area is too small for a figure"
            );
        }
        assert!(
            !names(&session).iter().any(|name| name.contains("school")),
            "what was not asked in that year is left out"
        );
    }
}

#[test]
fn a_column_can_be_asked_for_and_left_out() {
    let columns = [("SuicideGedachtenLaatste12Maanden", "Suïcidegedachten"), ("Eenzaam", "-")];
    let columns = columns.map(|(column, field)| (column.to_owned(), field.to_owned())).to_vec();
    let choices = ImportChoices { columns, ..ImportChoices::default() };
    let mut session = session_of("Westerkade", "", "WK999903");
    enter(&mut session, "x.csv", &monitor(true), &choices);
    assert_eq!(figure(&session, "Suïcidegedachten"), "4 2.9 3 % 2020");
    assert!(!names(&session).contains(&"Eenzaam"));
}

#[test]
fn what_is_filled_stays_and_what_is_blank_is_filled_in() {
    let bytes = monitor(true);
    let mut session = session_of("Westerkade", "", "WK999903");
    enter(&mut session, "x.csv", &bytes, &answers(&[]));
    let count = session.indicators.len();
    let lonely = session.indicators.iter().find(|known| &*known.name == "Eenzaam").expect("it is there").id.clone();
    let set = |field, value| Edit::set(Section::Indicators, &lonely, field, value);
    let typed = Value::Decimal(Decimal::parse("49.9").expect("a number"));
    let edits = [set(Indicator::neighbourhood, typed), set(Indicator::country, Value::Empty)];
    apply_all(&mut session, &edits).expect("it fits");
    let done = enter(&mut session, "x.csv", &bytes, &answers(&[]));
    assert_eq!(figure(&session, "Eenzaam"), "49.9 44 47 % 2020");
    assert_eq!((done.edits.len(), session.indicators.len()), (1, count));
    assert!(done.preview.notes.iter().any(|note| note.contains("Eenzaam")), "{:?}", done.preview.notes);
}

#[test]
fn tables_of_municipalities_and_of_ones_own_are_read() {
    let databank = "\"Subwijken\";\"geweld: totaal per 1000 inw|2024\";\"geweld: totaal per 1000 inw|2025\"\n\"Zuidrand\";4,1;2,4\n\"Havenkwartier, Kade\";\".\";1,8\n";
    let rows = "overlast totaal  - Wijken;;;;\n;[aantal] [2024];[aantal] [2025];per 1000 inw [promillage] [2024];per 1000 inw [promillage] [2025]\nZuidrand;129;1.266;3;2,7\nNoordrand;12;13;1;-\n";
    let columns = "%  - Wijken;;;\n;Zuidrand;Noordrand;onbekend\n% voelt zich onveilig [2023];42%;40%;.\n% voelt zich onveilig [2025];50%;49%;\n% vaak onveilig [2007];4%;5%;7%\n";
    let own =
        "Indicator;Eenheid;Jaar;Wijk;Gemeente;Nederland\r\nEenzaam;%;2024;51,4;44;47\r\nSpeelplekken;;2025;3;;\r\n";
    let codes = "gebiedscode;jaar;Roken (%)\nGM9999;2023;17,9\nWK999901;2023;21,3\nNL00;2023;18\n";
    let portal = "\u{feff}Leeftijd;Marges;Regio's;Roker (%)\r\n18 jaar of ouder;Waarde;Nederland;17,9\r\n65 jaar of ouder;Waarde;Nederland;9,9\r\n18 jaar of ouder;Waarde;Vlietdam;16,8\r\n18 jaar of ouder;Ondergrens 95%-interval;Vlietdam;10,1\r\n";
    let score = "1,wk_code,wk_naam,jaar,lbm,afw,fys,onv,soc,vrz,won\n3,WK999901,Zuidrand,2020,4.31,0.2084376061098918,0.0005,0.054,0.0004,0.188,-0.034\n5,WK999901,Zuidrand,2022,4.32,0.2259220888320177,-0.007289,0.0541,-0.0037,0.189,-0.0062\n";
    let renamed = r#"[{"buurtcode": "BU99990101", "buurtnaam": "Zuidrand", "h_ID": "4", "h_Leeftijd": "80200", "h_Marges": "MW00000", "h_WijkenEnBuurten": "BU99990101", "h_Perioden": "2022JJ00", "h_Gemeentenaam_1": "Vlietdam ", "h_lonely": 53.3}, {"h_ID": "5", "h_Leeftijd": "80200", "h_Marges": "MW00000", "h_WijkenEnBuurten": "GM9999    ", "h_Perioden": "2022JJ00", "h_lonely": 47.3}]"#;
    for (name, text, area, expected) in [
        ("databank", databank, "Zuidrand", vec![("geweld: totaal", "2.4 - - per 1000 inw 2025")]),
        ("viewer, below", rows, "Zuidrand", vec![("overlast totaal", "2.7 - - per 1000 inw 2025")]),
        ("viewer, beside", columns, "Noordrand", vec![("voelt zich onveilig", "49 - - % 2025")]),
        ("own", own, "buurt", vec![("Eenzaam", "51.4 44 47 % 2024"), ("Speelplekken", "3 - -  2025")]),
        ("codes", codes, "WK999901", vec![("Rookt", "21.3 17.9 18 % 2023")]),
        ("monitor of the portal", portal, "Vlietdam", vec![("Rookt", "- 16.8 17.9 % ?")]),
        (
            "score",
            score,
            "Zuidrand",
            vec![
                ("Leefbaarheid: verschil met het gemiddelde van Nederland", "0.226 - - score 2022"),
                ("Leefbaarheid: sociale samenhang", "-0.004 - - score 2022"),
            ],
        ),
        ("renamed", renamed, "Zuidrand", vec![("Lonely (65 jaar of ouder)", "53.3 47.3 - % 2022")]),
    ] {
        let mut session = session_of("", "", "");
        let choices = if name == "own" { answers(&[]) } else { answers(&[("area", area)]) };
        let done = enter(&mut session, "x", text.as_bytes(), &choices);
        for (figure_name, values) in expected {
            assert_eq!(figure(&session, figure_name), values, "{name}: {:#?}", done.preview);
        }
    }
}

#[test]
fn a_bundle_is_read_with_the_names_beside_it() {
    let observations = "Id;Measure;WijkenEnBuurten;Perioden;Value;StringValue;ValueAttribute\n0;1014800;WK999901;2024JJ00;43,1;;None\n1;1014800;GM9999;2024JJ00;57;;None\n2;T001036;WK999901;2024JJ00;4100;;None\n";
    let measures = "Identifier;Index;Title;Description;Unit\n1014800;1;Koopwoningen;\"Twee\n\nregels\";%\nT001036;2;Aantal inwoners;;aantal\n";
    let areas = "Identifier;Index;Title\nWK999901;1;Zuidrand\nGM9999;2;Vlietdam\n";
    let files = |with_measures: bool| {
        let mut files = vec![("Observations.csv", observations), ("WijkenEnBuurtenCodes.csv", areas)];
        files.extend(with_measures.then_some(("MeasureCodes.csv", measures)));
        files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
    };
    let mut session = session_of("Zuidrand", "", "");
    let prepare = |session: &Session, files| {
        let brought = Brought::bundle("bundle", files).expect("tables");
        super::prepare(&brought, session, &answers(&[]), &mut IdSource::new(1), date(2026, 3, 12), &dutch())
    };
    let done = prepare(&session, files(true)).expect("figures");
    apply_all(&mut session, &done.edits).expect("they fit");
    assert_eq!(figure(&session, "Koopwoningen"), "43.1 57 - % 2024");
    assert_eq!(session.the_neighbourhood().residents.known(), Some(4_100));
    assert_eq!(prepare(&session, files(false)).expect_err("without names").kind, RefusalKind::NoMeasureCodes);
}

#[test]
fn what_holds_no_figures_is_refused_with_the_way_to_the_right_table() {
    let whole = |name: &str| file(name);
    let vektis = b"geslacht;leeftijdsklasse;gemeentenaam;aantal_bsn;kosten_farmacie\n;;;299;92.39\nM; 0 t/m  4 jaar;VLIETDAM;3187;271794.90\n".to_vec();
    let old = b"\"Zorg; kosten per persoon\"\n\"\";\"\";\"Onderwerpen\";\"Kosten\"\n\"\";\"\";\"Geslacht\";\"Totaal\"\n\"Leeftijd\";\"Achtergrond\";\"Perioden\";\"euro\"\n\"0 tot 65\";\"Totaal\";\"2009\";\"1580\"\n\"\xa9 Centraal Bureau\"\n".to_vec();
    for (name, bytes, kind) in [
        ("only the country", whole("only_the_country.json"), RefusalKind::OnlyCountry),
        ("names", whole("names_of_areas.csv"), RefusalKind::NamesOnly),
        ("observations alone", whole("bundle/Observations.csv"), RefusalKind::NoAreas),
        ("care", vektis, RefusalKind::Vektis),
        ("old portal", old, RefusalKind::NoAreas),
        ("metadata", b"\"TableInfos\"\r\n\"ID\";\"Title\"\r\n\"0\";\"Gezondheid\"\r\n".to_vec(), RefusalKind::Metadata),
        ("page", b"<!DOCTYPE html><html>".to_vec(), RefusalKind::WebPage),
        ("pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n".to_vec(), RefusalKind::Pointer),
        ("shopping", b"wat;hoeveel\nmelk;2\n".to_vec(), RefusalKind::NotKnown),
    ] {
        let refused = prepared(&session_of("", "", ""), name, &bytes, &answers(&[])).expect_err(name);
        assert_eq!(refused.kind, kind, "{name}: {}", refused.text(&dutch()));
    }
    let refused = prepared(&session_of("", "", ""), "x", &whole("short_names.csv"), &answers(&[("area", "Nergens")]));
    assert_eq!(refused.expect_err("no such area").kind, RefusalKind::NoSuchArea);
}

#[test]
fn a_name_with_a_break_in_it_enters_as_one_line_and_the_file_can_be_opened() {
    let table = "gwb_code_10;gwb_code_8;regio;gm_naam;recs;gwb_code;ind_wbi;a_inw\n\
                 BU99990101;99990101;\"Zuid\r\rrand\";\"Vliet\ndam\";Buurt;BU99990101;1;900\n";
    let mut session = session_of("", "", "");
    let prepared = prepared(&session, "kwb.csv", table.as_bytes(), &ImportChoices::default()).expect("figures");
    apply_all(&mut session, &prepared.edits).expect("it fits");
    let about = session.the_neighbourhood();
    assert_eq!((&*about.name, &*about.municipality), ("Zuid rand", "Vliet dam"));
    assert_eq!(parse(&print(&session)), Ok(session));
}

#[test]
fn the_residents_of_a_table_of_ones_own_are_filled_in_where_they_are_not_known() {
    let table = "Indicator;Eenheid;Jaar;Wijk;Gemeente;Nederland\nEenzaam;%;2024;49,1;46,2;46,9\nInwoners;aantal;2024;1.010;123.532;17.942.942\n";
    let mut session = session_of("Zuidrand", "Vlietdam", "");
    enter(&mut session, "x", table.as_bytes(), &answers(&[]));
    assert_eq!(session.the_neighbourhood().residents.known(), Some(1010));
}

#[test]
fn one_cell_that_is_no_number_does_not_hide_an_older_year() {
    let table = "overlast totaal  - Wijken;;;;\n;[aantal] [2024];[aantal] [2025];per 1000 inw [promillage] [2024];per 1000 inw [promillage] [2025]\nZuidrand;129;1.266;3;abc\nNoordrand;12;13;1;2\n";
    let mut session = session_of("Zuidrand", "", "");
    let done = enter(&mut session, "x", table.as_bytes(), &answers(&[]));
    assert_eq!(figure(&session, "overlast totaal"), "3 - - per 1000 inw 2024");
    assert!(done.preview.notes.iter().any(|note| note.contains("2025")), "{:?}", done.preview.notes);
}

#[test]
fn a_table_of_ones_own_may_have_an_odd_cell_and_areas_by_their_names() {
    let own = "Indicator;Wijk;Gemeente;Nederland;Jaar\nEenzaam;52,3%;47,1;46,2;2022\nOvergewicht;.;48;50;2022\nSpeeltuinen;<5;abc;49;2020\n";
    let mut session = session_of("Veldhuizen", "Ede", "");
    let done = enter(&mut session, "x", own.as_bytes(), &answers(&[]));
    assert_eq!(figure(&session, "Eenzaam"), "52.3 47.1 46.2 % 2022");
    assert_eq!(figure(&session, "Speeltuinen"), "- - 49  2020");
    assert!(done.preview.notes.iter().any(|note| note.contains("Speeltuinen")), "{:?}", done.preview.notes);
    let named = "Indicator\tEde\tVeldhuizen\tNederland\nEenzaam\t47.1\t52.3\t46.2\nZwemt\t12.5\t-7%\t14\n";
    let mut session = session_of("Veldhuizen", "Ede", "");
    enter(&mut session, "x", named.as_bytes(), &answers(&[]));
    assert_eq!(figure(&session, "Eenzaam"), "52.3 47.1 46.2 % ?");
    assert_eq!(figure(&session, "Zwemt"), "-7 12.5 14 % ?");
    let asked = prepared(&session_of("", "", ""), "x", named.as_bytes(), &answers(&[])).expect("figures");
    assert!(!asked.is_ready(), "which of the two it is, is asked: {:?}", asked.preview);
}

#[test]
fn what_is_not_known_is_refused_with_its_columns_and_a_pivot_table_by_its_name() {
    let refused = |text: &str| prepared(&session_of("", "", ""), "x", text.as_bytes(), &answers(&[])).expect_err(text);
    let shopping = refused("wat;hoeveel\nmelk;2\n");
    assert!(shopping.text(&dutch()).contains("wat; hoeveel"), "{}", shopping.text(&dutch()));
    let pivot = "Gem. van waarde;Kolomlabels;;\nRijlabels;2020;2022;Eindtotaal\nEde;;;\nVeldhuizen;12,5;13,1;12,8\n";
    assert_eq!(refused(pivot).kind, RefusalKind::Pivot);
}

#[test]
fn another_number_of_residents_is_told_beside_that_of_the_session() {
    let mut session = session_of("Veldhuizen", "Ede", "");
    let id = session.the_neighbourhood().id.clone();
    apply(&mut session, Edit::set(Section::Neighbourhood, &id, Neighbourhood::residents, Value::Whole(9_400)))
        .expect("it fits");
    let done = enter(&mut session, "x.csv", &file("portal_without_symbols.csv"), &answers(&[("area", "WK022803")]));
    let is_told = |note: &String| note.contains("9.400") && note.contains("14.570");
    assert!(done.preview.notes.iter().any(is_told), "{:?}", done.preview.notes);
    assert_eq!(session.the_neighbourhood().residents.known(), Some(9_400));
}

#[test]
fn where_areas_have_no_names_the_question_tells_where_their_codes_are() {
    let codes = "ID;WijkenEnBuurten;Roken_1\n1;NL00;17.9\n2;WK022801;21.3\n3;WK022803;20.1\n";
    let asked = prepared(&session_of("", "", ""), "x", codes.as_bytes(), &answers(&[])).expect("figures");
    assert!(asked.preview.asks[0].label.contains("cbs.nl"), "{:?}", asked.preview.asks);
    let done = prepared(&session_of("", "", "WK022803"), "x", codes.as_bytes(), &answers(&[])).expect("figures");
    assert!(done.is_ready() && !done.preview.asks[0].label.contains("cbs.nl"), "{:?}", done.preview.asks);
}
