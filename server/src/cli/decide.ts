// `kpod decide TOPIC`: answers questions about Kubernetes' decisions, one JSON case a line in, `{id, answer}` a line out.
// For measuring the product against recorded answers. Each topic is one entry of the table; none knows of the others.
import { createInterface } from 'node:readline';
import { schemaOf } from '../lsp/schemas.ts';
import { admission } from './decide/admission.ts';
import { binding } from './decide/binding.ts';
import { cron } from './decide/cron.ts';
import { environment } from './decide/environment.ts';
import { quantities } from './decide/quantities.ts';
import { scheduling } from './decide/scheduling.ts';
import { selectors } from './decide/selectors.ts';
import { services } from './decide/services.ts';

/** A question as written in a case; its fields depend on `ask`. */
export interface Question {
  readonly id: string;
  readonly ask?: string;
  readonly [field: string]: unknown;
}

export type Topic = (question: Question) => unknown;

/** The release whose answers were recorded. */
const simulatedVersion = '1.36';

const TOPICS: Readonly<Record<string, () => Topic | Promise<Topic>>> = {
  quantities: () => quantities,
  selectors: () => selectors,
  cron: () => cron,
  scheduling: () => scheduling(schemaOf(simulatedVersion)),
  binding: () => binding(schemaOf(simulatedVersion)),
  services: () => services(schemaOf(simulatedVersion)),
  environment: () => environment(schemaOf(simulatedVersion)),
  admission: () => admission(schemaOf(simulatedVersion)),
};

/** Answers lines of standard input; an unknown topic ends with status 2. */
export async function decide(args: readonly string[]): Promise<number> {
  const open = TOPICS[args[0] ?? ''];
  if (!open) {
    process.stderr.write(`usage: kpod decide ${Object.keys(TOPICS).join('|')} < cases.jsonl\n`);
    return 2;
  }
  const topic = await open();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const question = JSON.parse(line) as Question;
    process.stdout.write(`${JSON.stringify({ id: question.id, answer: answered(topic, question) })}\n`);
  }
  return 0;
}

/** One question that fails costs one answer. */
function answered(topic: Topic, question: Question): unknown {
  try {
    return topic(question);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
