import { findChromium } from './chromium.ts';
import { refuse } from './options.ts';
import { runTool } from './tools.ts';

const USAGE = 'npm test -- [FILE…] [-t NAME]';

export interface Selection {
  /** Of vitest and of Playwright, by the name of the file. */
  unit: string[];
  browser: string[];
  /** Part of the names of the tests; null: all of them. */
  name: string | null;
}

/** What the arguments of `npm test --` ask for; a sentence when they make no sense. */
export function selectTests(args: string[]): Selection | string {
  const selection: Selection = { unit: [], browser: [], name: null };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '-t') {
      const name = args[++at];
      if (!name) return `-t wants the name of a test, or a part of it. Usage: ${USAGE}`;
      selection.name = name;
    } else if (arg.startsWith('-')) return `There is no option ${arg}. Usage: ${USAGE}`;
    else (isForBrowser(arg) ? selection.browser : selection.unit).push(arg);
  }
  return selection;
}

const isForBrowser = (file: string) => /\.spec\.ts(:\d+)?$/.test(file) || /(^|[\\/])e2e[\\/]?$/.test(file);

/** Runs these tests alone, with their output shown as it comes. The answer is the exit code. */
export async function runSome(args: string[]): Promise<number> {
  const selection = selectTests(args);
  if (typeof selection === 'string') return refuse(selection);
  const { unit, browser, name } = selection;
  let code = 0;
  if (unit.length > 0 || browser.length === 0) {
    code ||= runTool('vitest/vitest.mjs', ['run', ...unit, ...(name === null ? [] : ['-t', name])]);
  }
  if (browser.length > 0) {
    const chromium = await findChromium();
    const grep = name === null ? [] : ['--grep', name];
    const config = ['test', '--config', 'tests/e2e/playwright.config.ts'];
    code ||= runTool('@playwright/test/cli.js', [...config, ...browser, ...grep], {
      TEST_CHROMIUM: JSON.stringify(chromium),
    });
  }
  return code;
}
