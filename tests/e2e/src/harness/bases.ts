// The bases a story can be told on: each is fresh, and gone afterwards.
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { promisify } from "node:util";
import { BSON, type Db, type Document, MongoClient, ObjectId } from "mongodb";
import * as paths from "./paths";
import { Cable } from "./cable";

export type Store = "sqlite" | "mongodb" | "mongodb-replica";

/** Where a story takes place. */
export interface Base {
  store: Store;
  /** How the app finds it. */
  environment: NodeJS.ProcessEnv;
  /** Writes into the app's data folder before the first start. */
  prepare: (dataFolder: string) => Promise<void>;
  remove: () => Promise<void>;
}

/** The appointment of the scene that the tests change; date and time are the practice's. */
export interface SceneAppointment {
  id: string;
  patientId: string;
  practitionerId: string;
  /** yyyy-mm-dd */
  date: string;
  /** hh:mm */
  time: string;
  minutes: number;
}

/** What `medigest-sample scene` has written. */
export interface Scene {
  /** Of every account. */
  password: string;
  users: { id: string; username: string; role: string }[];
  practitioners: { id: string; name: string }[];
  patients: { id: string; lastName: string; firstName: string }[];
  /** Has begun; its patient can be marked absent. */
  begun: SceneAppointment;
  /** Starts within 30 minutes: locked. */
  soon: SceneAppointment;
  /** The rest of that day: two in a row, then an hour free, then one more. */
  later: [SceneAppointment, SceneAppointment, SceneAppointment];
  /** Of the other practitioner. */
  colleague: SceneAppointment;
}

const SERVERS: Record<Exclude<Store, "sqlite">, string> = {
  mongodb: "MEDIGEST_TEST_MONGO_URI",
  "mongodb-replica": "MEDIGEST_TEST_MONGO_REPLICA_URI",
};

/** A base without anybody in it; `null` when the environment names no server for it. */
export async function emptyBase(store: Store): Promise<Base | null> {
  if (store === "sqlite")
    return { store, environment: {}, prepare: chooseEmbedded, remove: async () => undefined };
  const server = serverOf(store);
  if (server === null) return null;
  const uri = withDatabase(server, `e2e_${new ObjectId().toHexString()}`);
  return {
    store,
    environment: { MONGO_URI: uri },
    prepare: async () => undefined,
    remove: () => drop(uri),
  };
}

/** The password of every account of the sample practice, as the program prints it. */
const SAMPLE_PASSWORD = /\S+$/m;

/** The sample practice: eight practitioners, two thousand patients, six weeks of appointments around today. */
export async function samplePractice(): Promise<{ base: Base; password: () => string } | null> {
  const base = await emptyBase("sqlite");
  if (base === null) return null;
  let password = "";
  const prepare = async (dataFolder: string) => {
    const { stdout } = await promisify(execFile)(await sampleProgram(), ["--out", dataFolder]);
    password = SAMPLE_PASSWORD.exec(stdout.trimEnd().split("\n").at(-1) ?? "")?.[0] ?? "";
    await base.prepare(dataFolder);
  };
  return { base: { ...base, prepare }, password: () => password };
}

/** A small practice in the middle of its morning: one appointment has just begun and another is about to. */
export async function sceneBase(store: Store): Promise<{ base: Base; scene: () => Scene } | null> {
  const base = await emptyBase(store);
  if (base === null) return null;
  let written: Scene | null = null;
  const prepare = async (dataFolder: string) => {
    const uri = base.environment["MONGO_URI"];
    const target = uri === undefined ? ["--out", dataFolder] : ["--uri", uri];
    const { stdout } = await promisify(execFile)(await sampleProgram(), ["scene", ...target]);
    written = JSON.parse(stdout) as Scene;
    await base.prepare(dataFolder);
  };
  const scene = () => {
    if (written === null) throw new Error("the scene is written when the app starts");
    return written;
  };
  return { base: { ...base, prepare }, scene };
}

/** A base on a server as an older MediGest left it: nobody has opened it since. */
export async function olderBase(): Promise<Base | null> {
  const base = await emptyBase("mongodb");
  if (base === null) return null;
  return { ...base, prepare: () => inDatabase(base.environment["MONGO_URI"] ?? "", writeOlderFiles) };
}

async function writeOlderFiles(database: Db): Promise<void> {
  for (const file of await readdir(paths.olderFiles)) {
    const lines = (await readFile(join(paths.olderFiles, file), "utf8")).trimEnd().split("\n");
    const documents = lines.map((line) => BSON.EJSON.parse(line) as Document);
    await database.collection(parse(file).name).insertMany(documents);
  }
}

/** The same base as it is seen at the end of a cable, which goes with it. */
export async function atTheEndOfACable(base: Base): Promise<{ base: Base; cable: Cable }> {
  const uri = new URL(base.environment["MONGO_URI"] ?? "");
  const cable = await Cable.to(uri.hostname, Number(uri.port || 27017));
  uri.host = `127.0.0.1:${cable.port}`;
  // A member of a replica set would tell the driver where it really is.
  uri.searchParams.delete("replicaSet");
  uri.searchParams.set("directConnection", "true");
  const far: Base = {
    store: base.store,
    environment: { MONGO_URI: uri.href },
    prepare: async () => undefined,
    remove: () => cable.pullOut(),
  };
  return { base: far, cable };
}

/** As the connection screen saves the choice, so that a MongoDB on this machine is left alone. */
export async function chooseEmbedded(dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  await writeFile(join(dataFolder, "device.json"), JSON.stringify({ base: { kind: "embedded" } }));
}

function serverOf(store: Exclude<Store, "sqlite">): string | null {
  const uri = process.env[SERVERS[store]];
  if (uri) return uri;
  if (process.env["MEDIGEST_REQUIRE_MONGO"] === "1") {
    throw new Error(`${SERVERS[store]} is not set, but MongoDB is required`);
  }
  console.log(`    left out: ${SERVERS[store]} is not set`);
  return null;
}

function withDatabase(uri: string, name: string): string {
  const [address = "", query = ""] = uri.split("?", 2);
  const [scheme = "", rest = ""] = address.split("://", 2);
  const [hosts = ""] = rest.split("/", 1);
  return `${scheme}://${hosts}/${name}${query && `?${query}`}`;
}

async function drop(uri: string): Promise<void> {
  await inDatabase(uri, (database) => database.dropDatabase());
}

async function inDatabase(uri: string, work: (database: Db) => Promise<unknown>): Promise<void> {
  const client = new MongoClient(uri);
  try {
    await work(client.db());
  } finally {
    await client.close();
  }
}

let built: Promise<string> | null = null;

/** `medigest-sample`, built by Cargo when the environment names none. */
function sampleProgram(): Promise<string> {
  built ??= paths.sample ? Promise.resolve(paths.sample) : buildSample();
  return built;
}

/** Beside the app, whose dependencies are then compiled once for both. */
async function buildSample(): Promise<string> {
  const build = ["build", "--quiet", "-p", "medigest", "-p", "medigest-sample", "--bin", "medigest-sample"];
  await promisify(execFile)("cargo", build, { cwd: paths.root });
  return paths.builtSample;
}
