// What a quantity that Kubernetes refuses was meant to be: `1Gb`, `512MiB`, `100mi`, `2 Gi`, `0,5`. Guesses for fixes only.

const units: Readonly<Record<string, readonly string[]>> = {
  b: [''],
  bytes: [''],
  k: ['k', 'Ki'],
  kb: ['k', 'Ki'],
  ki: ['Ki'],
  kib: ['Ki'],
  mb: ['M', 'Mi'],
  mi: ['Mi'],
  mib: ['Mi'],
  g: ['G', 'Gi'],
  gb: ['G', 'Gi'],
  gi: ['Gi'],
  gib: ['Gi'],
  t: ['T', 'Ti'],
  tb: ['T', 'Ti'],
  ti: ['Ti'],
  tib: ['Ti'],
  ms: ['m'],
  milli: ['m'],
  millicores: ['m'],
  core: [''],
  cores: [''],
  cpu: [''],
  cpus: [''],
};

/** Valid quantities near a text that is none, likeliest first. */
export function meantQuantities(written: string): readonly string[] {
  const match = /^\s*([+-]?[\d.,]+)\s*([a-z]*)\s*$/i.exec(written);
  if (!match) return [];
  const number = (match[1] ?? '').replace(',', '.');
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(number)) return [];
  const unit = match[2] ?? '';
  if (unit === '') return [number];
  return (units[unit.toLowerCase()] ?? []).map((known) => `${number}${known}`);
}
