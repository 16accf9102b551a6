//! The program as its users see it: output, messages, exit codes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn newsgraph(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(pipe.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Runs the program and checks its exit code, what standard output holds and what standard error holds.
#[track_caller]
fn check(folder: &Path, args: &[&str], input: &str, code: i32, stdout: &[&str], stderr: &[&str]) -> String {
    let output = newsgraph(folder, args, input.as_bytes());
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
    for expected in stdout {
        assert!(out.contains(expected), "{args:?}: {expected:?} is not in\n{out}");
    }
    for expected in stderr {
        assert!(err.contains(expected), "{args:?}: {expected:?} is not in\n{err}");
    }
    if stderr.is_empty() {
        assert_eq!(err, "", "{args:?}");
    }
    out.into_owned()
}

const ARTICLE: &str =
    "French President Emmanuel Macron met Olaf Scholz in Berlin on Friday. \"We agree,\" Macron said.\n";

fn lines(count: usize) -> String {
    (0..count)
        .map(|i| {
            format!("{{\"id\": \"d{i}\", \"text\": {ARTICLE:?}, \"date\": \"2024-03-{:02}\"}}\n", i % 28 + 1)
        })
        .collect()
}

fn graphs(out: &str) -> Vec<serde_json::Value> {
    out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn ids(out: &str) -> Vec<String> {
    graphs(out).iter().map(|g| g["graph"]["documents"][0]["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn help_shows_examples() {
    let folder = folder("help");
    check(&folder, &["--help"], "", 0, &["Examples:", "extract", "annotate", "explain", "lookup"], &[]);
    for command in ["extract", "annotate", "explain", "lookup"] {
        check(&folder, &[command, "--help"], "", 0, &["Examples:", &format!("newsgraph {command} ")], &[]);
    }
}

#[test]
fn wrong_command_lines_are_refused() {
    let folder = folder("usage");
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    for args in [
        &["extract", "--format", "pdf", "a.txt"][..],
        &["extract", "--kinds", "persons", "a.txt"],
        &["extract", "--min-confidence", "80", "a.txt"],
        &["extract", "--date", "May 19", "a.txt"],
        &["extract", "--jobs", "0", "a.txt"],
        &["extract", "--output", "./", "a.txt"],
        &["extract", "--per-document", "--format", "graphml", "a.txt", "a.txt"],
        &["explain", "--format", "dot", "a.txt"],
        &["convert"],
        &[],
    ] {
        let output = newsgraph(&folder, args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn each_format_is_written() {
    let folder = folder("formats");
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    let extract = |format, expected| {
        check(
            &folder,
            &["extract", "--date", "2024-03-22", "--format", format, "a.txt"],
            "",
            0,
            expected,
            &[],
        );
    };
    extract("summary", &["a.txt  (2024-03-22)\n"]);
    extract("dot", &["digraph newsgraph {", "}\n"]);
    extract("graphml", &["<graphml ", "</graphml>\n"]);
    extract("json", &[r#""schema":"newsgraph/1""#, r#""id":"a.txt""#, r#""date":"2024-03-22""#]);
    check(&folder, &["extract", "--format", "json", "-"], ARTICLE, 0, &[r#""id":"stdin""#], &[]);
}

#[test]
fn lines_are_answered_in_their_order_whatever_the_number_of_threads() {
    let folder = folder("order");
    let input = lines(120);
    let args = |jobs| {
        ["extract", "--input-format", "jsonl", "--per-document", "--format", "json", "--jobs", jobs, "-"]
    };
    let one = check(&folder, &args("1"), &input, 0, &[], &[]);
    assert_eq!(ids(&one), (0..120).map(|i| format!("d{i}")).collect::<Vec<_>>());
    for jobs in ["2", "5"] {
        assert_eq!(check(&folder, &args(jobs), &input, 0, &[], &[]), one);
    }
}

#[test]
fn without_per_document_there_is_one_graph() {
    let folder = folder("merged");
    let args = ["extract", "--input-format", "jsonl", "--format", "json", "-"];
    let out = check(&folder, &args, &lines(3), 0, &[], &[]);
    let graph: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(graph["graph"]["documents"].as_array().unwrap().len(), 3);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let folder = folder("errors");
    fs::write(folder.join("good.txt"), ARTICLE).unwrap();
    fs::write(folder.join("latin.txt"), b"One line.\nCaf\xe9 talks\n").unwrap();
    let json = ["extract", "--per-document", "--format", "json"];
    let with = |more: &[&'static str]| [&json[..], more].concat();
    let out = check(
        &folder,
        &with(&["missing.txt", "latin.txt", "good.txt"]),
        "",
        1,
        &[],
        &["missing.txt: No such file or directory", "latin.txt:2:4: not UTF-8 (byte 0xe9 at offset 13)"],
    );
    assert_eq!(ids(&out), ["good.txt"]);

    let broken = "{\"id\": \"a\", \"text\": \"x\"}\n\n{\"id\": \"b\", \"text\": 1}\n{\"id\": \"c\"\n\
                  {\"id\": \"d\", \"text\": \"x\", \"date\": \"soon\"}\n{\"id\": 7, \"text\": \"y\"}";
    fs::write(folder.join("docs.jsonl"), broken).unwrap();
    let expected =
        ["docs.jsonl:3:21: invalid type", "docs.jsonl:4:10: EOF", "docs.jsonl:5:26: \"soon\" is no date"];
    let out = check(&folder, &with(&["docs.jsonl"]), "", 1, &[], &expected);
    assert_eq!(ids(&out), ["a", "7"]);
    let stdin = with(&["--input-format", "jsonl", "-"]);
    check(&folder, &stdin, broken, 1, &[], &["<stdin>:3:21: "]);

    fs::create_dir(folder.join("empty")).unwrap();
    check(&folder, &with(&["empty"]), "", 1, &[], &["empty: no *.txt or *.jsonl in this folder"]);
}

#[test]
fn a_folder_means_its_texts_and_lines_by_name() {
    let folder = folder("folder");
    fs::create_dir(folder.join("news")).unwrap();
    for (name, text) in [("b.txt", ARTICLE), ("a.txt", ARTICLE), ("c.jsonl", &lines(2)), ("d.md", "no")] {
        fs::write(folder.join("news").join(name), text).unwrap();
    }
    let args = ["extract", "--per-document", "--format", "json", "news"];
    assert_eq!(ids(&check(&folder, &args, "", 0, &[], &[])), ["a.txt", "b.txt", "d0", "d1"]);
    // The same file name in another folder is another document.
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    let args = ["extract", "--per-document", "--format", "json", "a.txt", "news/a.txt"];
    assert_eq!(ids(&check(&folder, &args, "", 0, &[], &[])), ["a.txt", "news/a.txt"]);
}

#[test]
fn output_goes_to_a_file_or_a_file_each() {
    let folder = folder("output");
    fs::write(folder.join("old.json"), "before").unwrap();
    check(&folder, &["extract", "--output", "old.json", "-"], ARTICLE, 0, &[], &[]);
    assert!(fs::read_to_string(folder.join("old.json")).unwrap().contains("newsgraph/1"));
    // What was there before stays where there is nothing to put in its place.
    check(&folder, &["extract", "--output", "old.json", "missing"], "", 1, &[], &["nothing is written"]);
    assert!(fs::read_to_string(folder.join("old.json")).unwrap().contains("newsgraph/1"));

    let two = "{\"id\": \"x/1\", \"text\": \"a\"}\n{\"id\": \"x/1\", \"text\": \"b\"}\n";
    let args = [
        "extract",
        "--input-format",
        "jsonl",
        "--per-document",
        "--format",
        "graphml",
        "--output",
        "out/",
        "-",
    ];
    check(&folder, &args, two, 0, &[], &[]);
    let mut names: Vec<_> = fs::read_dir(folder.join("out"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["x_1-2.graphml", "x_1.graphml"]);
    check(
        &folder,
        &["extract", "--output", "no/such/folder/x.json", "-"],
        ARTICLE,
        1,
        &[],
        &["no/such/folder/x.json: No such file"],
    );
}

#[test]
fn svg_without_graphviz_says_how_to_get_it() {
    let folder = folder("svg");
    fs::write(folder.join("a.txt"), ARTICLE).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
        .args(["extract", "--format", "svg", "a.txt"])
        .current_dir(&folder)
        .env("PATH", &folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("apt install graphviz") && error.contains("https://graphviz.org"), "{error}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder("pipe");
    fs::write(folder.join("docs.jsonl"), lines(2000)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsgraph"))
        .args(["extract", "--per-document", "--format", "json", "docs.jsonl"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn annotations_are_conllu() {
    let folder = folder("annotate");
    let text = "Mr. Macron met Scholz.\n\nThey agreed, he said.";
    let out =
        check(&folder, &["annotate", "--format", "conllu", "-"], text, 0, &["# newdoc id = stdin\n"], &[]);
    let mut heads = 0;
    for line in out.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let fields: Vec<_> = line.split('\t').collect();
        assert_eq!(fields.len(), 10, "{line}");
        assert!(fields.iter().all(|f| !f.is_empty()), "{line}");
        let misc: Vec<_> = fields[9].split('|').collect();
        let byte =
            |key: &str| -> usize { misc.iter().find_map(|m| m.strip_prefix(key)).unwrap().parse().unwrap() };
        assert_eq!(&text[byte("Start=")..byte("End=")], fields[1]);
        heads += usize::from(fields[6] == "0");
    }
    assert!(heads >= out.matches("# sent_id = ").count());
}

#[test]
fn an_unknown_name_is_told() {
    let folder = folder("lookup");
    check(&folder, &["lookup", "Xyzzy Plugh"], "", 1, &[], &["nothing is known by the name \"Xyzzy Plugh\""]);
}

#[test]
fn every_edge_is_explained() {
    let folder = folder("explain");
    check(&folder, &["explain", "--date", "2024-03-22", "-"], ARTICLE, 0, &["stdin\n"], &[]);
}
