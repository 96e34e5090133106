// Numbers and times as people read them, the same in both languages.

/** 1,073,741,824 */
export function grouped(value: bigint | number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const units: readonly (readonly [seconds: number, en: string, zh: string])[] = [
  [86_400, 'd', '天'],
  [3600, 'h', '小时'],
  [60, 'min', '分'],
  [1, 's', '秒'],
];

/** 5400 is `1 h 30 min`. */
export function spokenSeconds(seconds: number, language: 'en' | 'zh'): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [size, en, zh] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(language === 'en' ? `${count} ${en}` : `${count} ${zh}`);
  }
  return parts.join(' ');
}
