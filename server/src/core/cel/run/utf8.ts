// Strings as UTF-8 bytes and back, without the platform's encoder: the core runs without one.
import { utf8Bytes, utf8Text } from '../../kubernetes/base64.ts';

export const encodeUtf8 = (text: string): Uint8Array => Uint8Array.from(utf8Bytes(text));

/** The text, or undefined if the bytes are none. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => utf8Text([...bytes]);
