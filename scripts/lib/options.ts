import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** Ends the command because of how it was called: one line that says what is wrong and how to mend it. */
export function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

/** The options of a command; a wrong one ends it with a line that names it. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(`${(error as Error).message.split('. ')[0]}.\nUsage: ${usage}`);
  }
}

/** A TCP port, or null when none was given. */
export function readPort(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  return refuse(`--port ${text} is no port: give a number from 1 to 65535.`);
}

/** A whole number from 0 on that an option gives, `otherwise` when it was left out. */
export function readWhole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  return refuse(`${name} wants a whole number, not "${text}".`);
}
