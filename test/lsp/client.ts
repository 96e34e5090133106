// A language client for tests: the built server over stdio, as any editor would talk to it. Waits are on answers.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';

type Json = Record<string, unknown>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Json;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Diagnostics {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly {
    readonly range: Range;
    readonly message: string;
    readonly severity: number;
    readonly code?: string;
    readonly codeDescription?: { readonly href: string };
    readonly relatedInformation?: readonly { readonly location: { readonly uri: string; readonly range: Range } }[];
  }[];
}

const server = path.join('dist', 'server', 'main.js');
const patienceMs = 20_000;

/** Starts the built server, building it when it is not there. End it with `stop`. */
export async function startServer(
  options: {
    readonly settings?: Json;
    readonly folder?: string;
    /** Several of them, each with its own settings. */
    readonly folders?: Readonly<Record<string, Json>>;
    readonly locale?: string;
    /** What the editor can besides, of `workspace`. */
    readonly capabilities?: Json;
    /** What it is told besides, as our extension tells it. */
    readonly initializationOptions?: Json;
    /** Its whole initialize request, as an editor sent it. */
    readonly initialize?: Json;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
) {
  if (!fs.existsSync(server))
    execFileSync(process.execPath, ['server/tools/build.mjs', 'server'], { stdio: 'inherit' });
  const child = spawn(process.execPath, [server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  leaveFree(child);
  const client = new TestClient(child, options.settings ?? {}, options.folders);
  const uris = options.folder === undefined ? Object.keys(options.folders ?? {}) : [options.folder];
  const folder = uris.length === 0 ? {} : { workspaceFolders: uris.map((uri) => ({ uri, name: 'w' })) };
  client.capabilities = await client
    .request<{ capabilities: Json }>(
      'initialize',
      options.initialize ?? {
        processId: process.pid,
        rootUri: null,
        capabilities: {
          workspace: { configuration: true, workspaceFolders: true, ...options.capabilities },
          textDocument: {
            completion: { completionItem: { snippetSupport: true } },
            definition: { linkSupport: true },
            documentSymbol: { hierarchicalDocumentSymbolSupport: true },
          },
        },
        initializationOptions: { locale: options.locale ?? 'en', ...options.initializationOptions },
        ...folder,
      },
    )
    .then(({ capabilities }) => capabilities);
  client.notify('initialized', {});
  return client;
}

export class TestClient {
  readonly child: ChildProcess;
  readonly logged: string[] = [];
  /** What the server asked of the editor. */
  readonly asked: string[] = [];
  capabilities: Json = {};
  private settings: Json;
  private readonly ofFolders: Record<string, Json>;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly watchers = new Set<(message: Message) => void>();
  private received: Buffer = Buffer.alloc(0);
  private lastId = 0;
  private readonly versions = new Map<string, number>();

  constructor(child: ChildProcess, settings: Json, ofFolders: Readonly<Record<string, Json>> = {}) {
    this.child = child;
    this.settings = settings;
    this.ofFolders = { ...ofFolders };
    child.stdout?.on('data', (chunk: Buffer) => this.read(chunk));
  }

  async request<R = unknown>(method: string, params: unknown): Promise<R> {
    const id = ++this.lastId;
    const answer = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    this.send({ jsonrpc: '2.0', id, method, params });
    const message = await patient(answer, method);
    const { error } = message;
    if (error) throw Object.assign(new Error(`${method}: ${error.message}`), { code: error.code });
    return message.result as R;
  }

  notify(method: string, params: unknown): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  open(uri: string, text: string): void {
    this.versions.set(uri, 1);
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  change(uri: string, contentChanges: readonly unknown[]): void {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  /** Other settings, for the whole or for a folder, told as an editor that is asked for them tells. */
  configure(settings: Json, folder?: string): void {
    if (folder === undefined) this.settings = settings;
    else this.ofFolders[folder] = settings;
    this.notify('workspace/didChangeConfiguration', { settings: null });
  }

  /** The first diagnostics of the file's present version. */
  diagnostics(uri: string): Promise<Diagnostics> {
    const version = this.versions.get(uri);
    return this.notification<Diagnostics>(
      'textDocument/publishDiagnostics',
      (params) => params.uri === uri && params.version === version,
    );
  }

  notification<P>(method: string, matches: (params: P) => boolean = () => true): Promise<P> {
    const seen = new Promise<P>((resolve) => {
      const watch = (message: Message): void => {
        if (message.method !== method || !matches(message.params as P)) return;
        this.watchers.delete(watch);
        resolve(message.params as P);
      };
      this.watchers.add(watch);
    });
    return patient(seen, method);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.request('shutdown', null);
    this.notify('exit', null);
    await patient(ended, 'exit');
  }

  private send(message: Json): void {
    const body = JSON.stringify(message);
    this.child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private read(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const headEnd = this.received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.received.toString('ascii', 0, headEnd))?.[1]);
      const bodyStart = headEnd + 4;
      if (headEnd < 0 || this.received.length < bodyStart + length) return;
      const message: Message = JSON.parse(this.received.toString('utf8', bodyStart, bodyStart + length));
      this.received = this.received.subarray(bodyStart + length);
      this.take(message);
    }
  }

  private take(message: Message): void {
    if (message.method === undefined && message.id !== undefined) {
      this.waiting.get(message.id)?.(message);
      this.waiting.delete(message.id);
    } else if (message.id !== undefined) {
      this.asked.push(String(message.method));
      const items = (message.params?.['items'] ?? []) as readonly { readonly scopeUri?: string }[];
      const settingsFor = (scope = '') => this.ofFolders[scope] ?? this.settings;
      const isAsked = message.method === 'workspace/configuration';
      const result = isAsked ? items.map(({ scopeUri }) => settingsFor(scopeUri)) : null;
      this.send({ jsonrpc: '2.0', id: message.id, result });
    } else {
      if (message.method === 'window/logMessage') this.logged.push(String(message.params?.['message']));
      for (const watch of [...this.watchers]) watch(message);
    }
  }
}

/** A test that fails before it stops its server does not keep the runner waiting for ever: only what is asked for does. */
function leaveFree(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
  process.once('exit', () => child.kill());
}

async function patient<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
