// Durations as kubectl prints them. Source: apimachinery/pkg/util/duration/duration.go (v1.36).

const [minute, hour, day, year] = [60, 3600, 86_400, 31_536_000];

/** `duration.HumanDuration` of milliseconds. */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * minute) return `${seconds}s`;
  const minutes = Math.floor(seconds / minute);
  if (minutes < 10) return pair(minutes, 'm', seconds % minute, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(seconds / hour);
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (hours < 192) return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24)}d`;
  if (hours < 24 * 365 * 8) return pair(Math.floor(seconds / year), 'y', Math.floor(hours / 24) % 365, 'd');
  return `${Math.floor(seconds / year)}y`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

/** How long ago a time was; `<unknown>` for none. */
export function since(nowMs: number, time: string): string {
  if (time === '') return '<unknown>';
  return humanDuration(nowMs - Date.parse(time));
}

export const daySeconds = day;
