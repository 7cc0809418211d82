//! leftovers_of NAME COMMAND…: what stays of secrets in the memory of another program: see `paysig_tests::leftovers`. It is given a secret on its
//! input for each use, in the order that it likes, tells by a line when all are in use and when it has dropped them, and waits each time for
//! a byte. It ends when its input does. Its last argument is the folder where the key's files are; the names of its uses are its lines
//! before the first secret, up to an empty one.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use paysig_tests::leftovers::{
    Found, Needles, Outcome, ROUNDS, Secrets, all_seen, prove, search, states_seen,
};

type Failure = Box<dyn std::error::Error>;

struct Program {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uses: Vec<String>,
}

impl Program {
    fn start(command: &[String], folder: &Path) -> Result<Self, Failure> {
        let (program, arguments) = command.split_first().ok_or("usage: leftovers_of NAME COMMAND…")?;
        let mut child = Command::new(program)
            .args(arguments)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().ok_or("no input")?;
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut program = Self { child, input, output, uses: Vec::new() };
        loop {
            match program.line()? {
                name if name.is_empty() => return Ok(program),
                name => program.uses.push(name),
            }
        }
    }

    fn line(&mut self) -> Result<String, Failure> {
        let mut line = String::new();
        match self.output.read_line(&mut line)? {
            0 => Err("the program ended too early".into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    }

    fn expect(&mut self, expected: &str) -> Result<(), Failure> {
        match self.line()? {
            line if line == expected => Ok(()),
            line => Err(format!("the program said {line}, not {expected}").into()),
        }
    }
}

fn run(name: &str, command: &[String]) -> Result<ExitCode, Failure> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let mut buffer = vec![0; 1 << 20];
    prove(folder, &mut buffer)?;
    // What is searched brings an allocator that wipes.
    let mut outcome = Outcome::new(0);
    let mut program = Program::start(command, folder)?;
    let process = program.child.id().to_string();
    let mut seen = Found::new();
    for number in 1..=ROUNDS {
        for at in 0..program.uses.len() {
            let used = program.uses[at].clone();
            let given = Secrets::new(folder)?;
            let needles = Needles::of(&given)?;
            program.input.write_all(&given.secret)?;
            program.expect("in use")?;
            let in_use = search(&process, &needles, &mut buffer)?.0;
            all_seen(&in_use).map_err(|failure| format!("round {number}, {used}: {failure}"))?;
            seen.extend(in_use);
            program.input.write_all(b"\n")?;
            program.expect("dropped")?;
            let (found, searched) = search(&process, &needles, &mut buffer)?;
            outcome.add(number, &used, &found, searched);
            program.input.write_all(b"\n")?;
        }
    }
    states_seen(&seen)?;
    drop(program.input);
    match program.child.wait()? {
        status if status.success() => Ok(outcome.told(name, program.uses.len())),
        status => Err(format!("the program ended with {status}").into()),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ran = match arguments.split_first() {
        Some((name, command)) => run(name, command),
        None => Err("usage: leftovers_of NAME COMMAND…".into()),
    };
    ran.unwrap_or_else(|failure| {
        eprintln!("leftovers_of: {failure}");
        ExitCode::FAILURE
    })
}
