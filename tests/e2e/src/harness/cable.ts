// The cable between an app and its server: a way through this machine that can be pulled out and put back.
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "./processes";

export class Cable {
  private readonly ends = new Set<Socket>();
  private server: Server | null = null;
  private answers = true;
  private unanswered: readonly string[] | null = null;

  private constructor(
    /** What the app connects to. */
    readonly port: number,
    private readonly target: { host: string; port: number },
  ) {}

  static async to(host: string, port: number): Promise<Cable> {
    const cable = new Cable(await freePort(), { host, port });
    await cable.plugIn();
    return cable;
  }

  /** Ends every connection and refuses new ones. */
  async pullOut(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const end of this.ends) end.destroy();
    await closed;
  }

  /**
   * The next request with all these words still reaches the server, but no answer arrives any more, until the cable is
   * plugged in again.
   */
  loseAnswerTo(...words: string[]): void {
    this.unanswered = words;
  }

  async plugIn(): Promise<void> {
    if (this.server !== null) return;
    this.answers = true;
    const server = createServer((near) => this.join(near, connect(this.target)));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(this.port, "127.0.0.1", resolve);
    });
  }

  private join(near: Socket, far: Socket): void {
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.on("data", (bytes: Buffer) => {
        if (end === near) this.listen(bytes);
        if (end === near || this.answers) other.write(bytes);
      });
      // What ends on one side ends on the other; a connection that breaks is what this is for.
      end.on("error", () => other.destroy());
      end.once("close", () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
  }

  private listen(request: Buffer): void {
    if (this.unanswered?.every((word) => request.includes(word)) !== true) return;
    this.unanswered = null;
    this.answers = false;
  }
}
