//! A bad network: stands between a client and the server, loses what a test tells it to lose, or goes down.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use bson::{Document, RawDocument};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Bytes of a message's header: length, request, answered request, kind.
const HEADER: usize = 16;
/// Flags and kind of section before the command of an `OP_MSG`.
const PREAMBLE: usize = 5;

/// When to lose the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The server never hears of the command.
    Command,
    /// The server does it, but the client never hears of it.
    Answer,
    /// The client hears of it, and then nothing goes through any more: as if it had died after its write.
    Everything,
    /// Nothing is lost, but the command waits for [`Proxy::let_go`].
    Time,
    /// The client hears that the server refused, with this code.
    Refused(i32),
}

/// What goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passage {
    Open,
    /// Every connection ends, new ones too.
    Cut,
    /// Connections stay, but nothing comes through.
    Silent,
}

/// The next commands to lose.
#[derive(Clone)]
struct Order {
    loss: Loss,
    command: &'static str,
    collection: &'static str,
    /// How many of them still go through.
    spared: usize,
    /// How many are still to be lost.
    times: usize,
}

#[derive(Default)]
struct Plan {
    /// One after the other.
    orders: VecDeque<Order>,
    lost: usize,
    /// Every command since somebody listens.
    heard: Option<Vec<Document>>,
    /// Overwrites what the server says of its age.
    wire_version: Option<i32>,
}

/// What all connections share.
struct Line {
    server: String,
    plan: Mutex<Plan>,
    /// Goes down when nothing goes through any more.
    alive: watch::Sender<bool>,
    passage: watch::Sender<Passage>,
    /// Goes up when a command waits.
    waiting: watch::Sender<bool>,
    /// Goes up when it may go on.
    open: watch::Sender<bool>,
}

/// A proxy in front of a server.
pub struct Proxy {
    address: String,
    line: Arc<Line>,
}

impl Proxy {
    /// In front of the first host of `uri`.
    pub async fn before(uri: &str) -> Self {
        let (_, rest) = uri.split_once("://").unwrap();
        let (host, path) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let joined = if path.contains('?') { "&" } else { "?" };
        // Else the driver would go to the address that a member of a set names.
        let address = format!("mongodb://127.0.0.1:{port}/{path}{joined}directConnection=true");
        let line = Arc::new(Line {
            server: host.to_owned(),
            plan: Mutex::default(),
            alive: watch::Sender::new(true),
            passage: watch::Sender::new(Passage::Open),
            waiting: watch::Sender::new(false),
            open: watch::Sender::new(false),
        });
        tokio::spawn(accept(listener, line.clone()));
        Self {
            address: address.replace("?&", "?"),
            line,
        }
    }

    /// The address through it.
    pub fn uri(&self) -> &str {
        &self.address
    }

    /// Loses the next `times` commands of this name on `collection`, after what was ordered before.
    pub fn lose(&self, loss: Loss, command: &'static str, collection: &'static str, times: usize) {
        self.plan().orders.push_back(Order {
            loss,
            command,
            collection,
            spared: 0,
            times,
        });
    }

    /// Lets the next `spared` of the commands that were ordered last through first.
    pub fn sparing(&self, spared: usize) {
        if let Some(order) = self.plan().orders.back_mut() {
            order.spared = spared;
        }
    }

    /// How many commands were lost.
    pub fn lost(&self) -> usize {
        self.plan().lost
    }

    /// Keeps every command from now on.
    pub fn listen(&self) {
        self.plan().heard = Some(Vec::new());
    }

    /// The commands that were sent since [`Self::listen`], without the documents they add.
    pub fn heard(&self) -> Vec<Document> {
        self.plan().heard.clone().unwrap_or_default()
    }

    /// Returns once a command waits.
    pub async fn holds(&self) {
        let mut waiting = self.line.waiting.subscribe();
        waiting.wait_for(|waiting| *waiting).await.unwrap();
    }

    /// Lets the command that waits go on.
    pub fn let_go(&self) {
        self.line.open.send_replace(true);
    }

    /// Cuts every connection, until [`Self::mend`].
    pub fn cut(&self) {
        self.line.passage.send_replace(Passage::Cut);
    }

    /// Lets nothing through any more without cutting a connection, until [`Self::mend`].
    pub fn silence(&self) {
        self.line.passage.send_replace(Passage::Silent);
    }

    /// Lets everything through again.
    pub fn mend(&self) {
        self.line.passage.send_replace(Passage::Open);
    }

    /// Makes the server look as old as `wire_version`.
    pub fn age(&self, wire_version: i32) {
        self.plan().wire_version = Some(wire_version);
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.line.plan.lock().unwrap()
    }
}

impl Plan {
    fn note(&mut self, message: &[u8]) {
        if let Some(heard) = &mut self.heard {
            heard.extend(command(message).map(|sent| Document::try_from(sent).unwrap()));
        }
    }

    /// What to lose at this message.
    fn loss(&mut self, message: &[u8]) -> Option<Loss> {
        let order = self.orders.front_mut()?;
        if !is_command(message, order.command, order.collection) {
            return None;
        }
        if order.spared > 0 {
            order.spared -= 1;
            return None;
        }
        let loss = order.loss;
        order.times -= 1;
        if order.times == 0 {
            self.orders.pop_front();
        }
        self.lost += 1;
        Some(loss)
    }
}

impl Line {
    async fn died(&self) {
        let mut alive = self.alive.subscribe();
        drop(alive.wait_for(|alive| !alive).await);
    }

    async fn becomes(&self, wanted: impl FnMut(&Passage) -> bool) {
        let mut passage = self.passage.subscribe();
        drop(passage.wait_for(wanted).await);
    }

    async fn opened(&self) {
        self.waiting.send_replace(true);
        let mut open = self.open.subscribe();
        drop(open.wait_for(|open| *open).await);
    }
}

async fn accept(listener: TcpListener, line: Arc<Line>) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = line.died() => return,
        };
        let Ok((client, _)) = accepted else { return };
        if *line.passage.borrow() == Passage::Cut {
            continue;
        }
        if let Ok(server) = TcpStream::connect(&line.server).await {
            tokio::spawn(connection(client, server, line.clone()));
        }
    }
}

/// One connection: each command of the client and its answer. Ends, and with it the connection, when one side
/// does or when it is to be lost.
async fn connection(client: TcpStream, server: TcpStream, line: Arc<Line>) {
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let (doomed, doom) = watch::channel(None);
    tokio::select! {
        _ = commands(from_client, to_server, &line, &doomed) => {}
        _ = answers(from_server, to_client, &line, &doom) => {}
        () = line.died() => {}
        () = line.becomes(|passage| *passage == Passage::Cut) => {}
    }
}

async fn commands(
    mut client: OwnedReadHalf,
    mut server: OwnedWriteHalf,
    line: &Line,
    doomed: &watch::Sender<Option<Loss>>,
) -> std::io::Result<()> {
    loop {
        let message = read(&mut client).await?;
        let loss = {
            let mut plan = line.plan.lock().unwrap();
            plan.note(&message);
            plan.loss(&message)
        };
        match loss {
            Some(Loss::Command) => return Ok(()),
            Some(Loss::Time) => line.opened().await,
            // For its answer, which comes before the next command.
            Some(Loss::Answer | Loss::Everything | Loss::Refused(_)) | None => {
                doomed.send_replace(loss);
            }
        }
        line.becomes(|passage| *passage != Passage::Silent).await;
        server.write_all(&message).await?;
    }
}

async fn answers(
    mut server: OwnedReadHalf,
    mut client: OwnedWriteHalf,
    line: &Line,
    doom: &watch::Receiver<Option<Loss>>,
) -> std::io::Result<()> {
    loop {
        let mut message = read(&mut server).await?;
        let loss = *doom.borrow();
        match loss {
            Some(Loss::Answer) => return Ok(()),
            Some(Loss::Refused(code)) => refuse(&mut message, code),
            _ => {}
        }
        line.becomes(|passage| *passage != Passage::Silent).await;
        if let Some(version) = line.plan.lock().unwrap().wire_version {
            make_old(&mut message, version);
        }
        client.write_all(&message).await?;
        if loss == Some(Loss::Everything) {
            line.alive.send_replace(false);
        }
    }
}

async fn read(from: &mut OwnedReadHalf) -> std::io::Result<Vec<u8>> {
    let mut message = vec![0; HEADER];
    from.read_exact(&mut message).await?;
    let length = i32::from_le_bytes([message[0], message[1], message[2], message[3]]);
    message.resize(usize::try_from(length).unwrap(), 0);
    from.read_exact(&mut message[HEADER..]).await?;
    Ok(message)
}

/// What a message says, but for documents it adds.
fn command(message: &[u8]) -> Option<&RawDocument> {
    let section = message.get(HEADER + PREAMBLE..)?;
    let length = i32::from_le_bytes(*section.first_chunk::<4>()?);
    let bytes = section.get(..usize::try_from(length).ok()?)?;
    RawDocument::from_bytes(bytes).ok()
}

fn is_command(message: &[u8], name_of: &str, collection: &str) -> bool {
    let sent = command(message);
    let Some((sent, Some(Ok((name, value))))) = sent.map(|sent| (sent, sent.iter().next())) else {
        return false;
    };
    // A `getMore` names its cursor first, and its collection in a field; a command on the database names none.
    let named = value.as_str().or_else(|| sent.get_str("collection").ok());
    name == name_of && named.unwrap_or_default() == collection
}

/// Puts an error in the place of an answer.
fn refuse(answer: &mut Vec<u8>, code: i32) {
    let error = bson::doc! { "ok": 0, "code": code, "codeName": "Refused", "errmsg": "refused by the test" };
    answer.truncate(HEADER);
    answer.extend([0; PREAMBLE]);
    error.to_writer(&mut *answer).unwrap();
    let length = i32::try_from(answer.len()).unwrap();
    answer[..4].copy_from_slice(&length.to_le_bytes());
}

/// Overwrites the field `maxWireVersion`, a 32-bit integer.
fn make_old(message: &mut [u8], version: i32) {
    let field = b"\x10maxWireVersion\0";
    let found = message.windows(field.len()).position(|part| part == field);
    if let Some(at) = found {
        message[at + field.len()..][..4].copy_from_slice(&version.to_le_bytes());
    }
}
