// Numbers given as integers or percentages. Source: apimachinery/pkg/util/intstr/intstr.go (v1.36). Pure.

/** `GetScaledValueFromIntOrPercent`; an absent value is 0. */
export function scaledValue(value: number | string | undefined, total: number, round: 'up' | 'down'): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const percent = Number(value.replace('%', ''));
  return round === 'up' ? Math.ceil((total * percent) / 100) : Math.floor((total * percent) / 100);
}
