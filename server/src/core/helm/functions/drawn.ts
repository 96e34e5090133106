// Functions whose answer is another at each installation: passwords, certificates, identifiers. What stands for them in
// a rendering has their shape and says nothing; that it stands for something is noted with the rendering.
import { type GoValue, NotRendered } from '../engine/value.ts';
import { type FunctionTable, fn, type Run, text, variadic, whole } from './function.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

const from = (alphabet: string) =>
  fn(1, ([count], run) => {
    const length = whole(count);
    if (length < 0 || length > 10_000) throw new NotRendered('a text of this length is not drawn');
    return Array.from({ length }, () => alphabet[run.draw() % alphabet.length]).join('');
  });

const pem = (type: string, run: Run): string =>
  `-----BEGIN ${type}-----\n${Array.from({ length: 64 }, () => letters[run.draw() % letters.length]).join('')}\n-----END ${type}-----\n`;

/** genCA and its relatives: a struct with Cert and Key. */
const certificate = variadic(1, (_, run): GoValue => {
  const fields = new Map<string, GoValue>([
    ['Cert', pem('CERTIFICATE', run)],
    ['Key', pem('RSA PRIVATE KEY', run)],
  ]);
  return { struct: 'sprig.certificate', fields };
});

export const drawnFunctions: FunctionTable = {
  randAlphaNum: from(letters + digits),
  randAlpha: from(letters),
  randNumeric: from(digits),
  randAscii: from(letters + digits),
  randInt: fn(2, ([least, most], run) => BigInt(whole(least) + (run.draw() % Math.max(1, whole(most) - whole(least))))),
  randBytes: fn(1, ([count], run) =>
    Array.from(
      { length: Math.min(10_000, Math.ceil((whole(count) * 4) / 3)) },
      () => letters[run.draw() % letters.length],
    ).join(''),
  ),
  uuidv4: fn(0, (_, run) =>
    '00000000-0000-4000-8000-000000000000'.replace(/0(?=[^-]*$)/g, () => (run.draw() % 10).toString()),
  ),
  shuffle: fn(1, ([value], run) => {
    run.draw();
    return text(value);
  }),
  genPrivateKey: fn(1, (_, run) => pem('RSA PRIVATE KEY', run)),
  genCA: certificate,
  genCAWithKey: certificate,
  genSelfSignedCert: certificate,
  genSelfSignedCertWithKey: certificate,
  genSignedCert: certificate,
  genSignedCertWithKey: certificate,
  buildCustomCert: certificate,
  bcrypt: fn(1, ([value], run) => {
    text(value);
    return `$2a$10$${Array.from({ length: 53 }, () => letters[run.draw() % letters.length]).join('')}`;
  }),
  htpasswd: fn(2, ([user, password], run) => {
    text(password);
    return `${text(user)}:$2a$10$${Array.from({ length: 53 }, () => letters[run.draw() % letters.length]).join('')}`;
  }),
};
