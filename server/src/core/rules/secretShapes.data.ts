// What tokens and keys look like that vendors hand out, as they publish it. `named` ones look like nothing in particular:
// the name that holds them has to speak of the vendor.
import { type Text, text } from '../text.ts';

export interface SecretShape {
  readonly shape: RegExp;
  readonly named?: RegExp;
  readonly what: Text;
}

export const secretShapes: readonly SecretShape[] = [
  { shape: /-BEGIN\s+(?:[A-Z]+\s+)*PRIVATE KEY-/i, what: text('a private key', '私钥') },
  { shape: /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/, what: text('an AWS access key', 'AWS 访问密钥') },
  { shape: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})\b/, what: text('a GitHub token', 'GitHub 令牌') },
  { shape: /\bglpat-[A-Za-z0-9_-]{20,}/, what: text('a GitLab token', 'GitLab 令牌') },
  { shape: /\bAIza[0-9A-Za-z_-]{35}/, what: text('a Google API key', 'Google API 密钥') },
  { shape: /\b[rs]k_live_[0-9a-zA-Z]{24,}\b/, what: text('a Stripe key', 'Stripe 密钥') },
  { shape: /\bxox[baprs]-[0-9A-Za-z-]{10,}/, what: text('a Slack token', 'Slack 令牌') },
  { shape: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, what: text('a JSON web token', 'JSON Web 令牌') },
  { shape: /\bhvs\.[\w-]{24,}/, what: text('a Vault token', 'Vault 令牌') },
  { shape: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}/, what: text('a Terraform token', 'Terraform 令牌') },
  { shape: /\bnpm_[A-Za-z0-9]{36}\b/, what: text('an npm token', 'npm 令牌') },
  { shape: /\bNRAK-[A-Z0-9]{27}\b/, what: text('a New Relic key', 'New Relic 密钥') },
  { shape: /\bSK[0-9a-f]{32}\b/, what: text('a Twilio key', 'Twilio 密钥') },
  {
    shape: /\b(?:sdk|mob|api)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/,
    what: text('a LaunchDarkly key', 'LaunchDarkly 密钥'),
  },
  { shape: /^00[\w-]{40}$/, named: /okta/i, what: text('an Okta token', 'Okta 令牌') },
  { shape: /^[0-9a-f]{32,40}$/, named: /datadog|(?:^|_)dd_/i, what: text('a Datadog key', 'Datadog 密钥') },
  {
    shape: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
    named: /heroku/i,
    what: text('a Heroku key', 'Heroku 密钥'),
  },
  { shape: /^[A-Za-z0-9]{64}$/, named: /sumo/i, what: text('a Sumo Logic key', 'Sumo Logic 密钥') },
  { shape: /^[\w=-]{32,64}$/, named: /bitbucket/i, what: text('a Bitbucket secret', 'Bitbucket 密钥') },
];

/** What a value is that stands under a name; undefined where it looks like nothing secret. */
export function secretKind(name: string, value: string): Text | undefined {
  return secretShapes.find(({ shape, named }) => (named?.test(name) ?? true) && shape.test(value))?.what;
}

const secretName =
  /(?:^|_|-|\.)(?:password|passwd|passphrase|secret|bearer|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)$|^secret_|^azure_.+key$|^oci_cli_key_content$/i;

/** Whether a name says that what it holds is secret; not where it says that it holds only the way there. */
export function namesSecret(name: string): boolean {
  return secretName.test(name) && !/_?(?:name|path|file|dir|ref|url|length|expiry|ttl)$/i.test(name);
}
