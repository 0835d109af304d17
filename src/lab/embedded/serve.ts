import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import ssh2, { type Connection, type Session } from 'ssh2';

export interface ServeOptions {
  /** The directory that commands start in; their HOME. */
  readonly home: string;
  readonly hostKey: string;
  /** The one public key that may log in, in OpenSSH's form. */
  readonly allowedKey: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface Serving {
  readonly port: number;
  readonly close: () => void;
}

/** An SSH server on loopback that runs commands as the current user: a practice host where nothing else can be had. */
export async function serve({ home, hostKey, allowedKey, port }: ServeOptions): Promise<Serving> {
  const allowed = publicKey(await readFile(allowedKey, 'utf8'));
  const server = new ssh2.Server({ hostKeys: [await readFile(hostKey)] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (attempt) => {
      const { username } = userInfo();
      if (attempt.method !== 'publickey' || attempt.username !== username)
        return attempt.reject(['publickey']);
      if (!allowed.getPublicSSH().equals(attempt.key.data)) return attempt.reject(['publickey']);
      return isSigned(allowed, attempt) ? attempt.accept() : attempt.reject(['publickey']);
    });
    client.on('ready', () => acceptSessions(client, home));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.on('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => server.close(),
  };
}

function acceptSessions(client: Connection, home: string): void {
  client.on('session', (accept) => {
    const session: Session = accept();
    session.on('exec', (acceptExec, _reject, { command }) => {
      const channel = acceptExec();
      // A process group of its own, as sshd makes one; what ends it is the session's lease on its input.
      const child = spawn('/bin/sh', ['-c', command], {
        cwd: home,
        env: { ...process.env, HOME: home },
        detached: true,
      });
      channel.pipe(child.stdin);
      child.stdin.on('error', () => {});
      child.stdout.pipe(channel, { end: false });
      child.stderr.pipe(channel.stderr, { end: false });
      channel.on('close', () => child.stdin.destroy());
      child.on('close', (code, signal) => {
        if (signal === null) channel.exit(code ?? 1);
        else channel.exit(signal.replace(/^SIG/, ''));
        channel.end();
      });
    });
  });
}

/** The first question of a client is only whether the key would do, and bears no signature. */
function isSigned(
  allowed: ssh2.ParsedKey,
  { signature, blob, hashAlgo }: ssh2.PublicKeyAuthContext,
): boolean {
  if (signature === undefined || blob === undefined) return true;
  // An Error where the types promise a boolean: only `true` counts.
  const answer: unknown = allowed.verify(blob, signature, hashAlgo);
  return answer === true;
}

function publicKey(text: string): ssh2.ParsedKey {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error) throw key;
  return key;
}
