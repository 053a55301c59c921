import { WrongKeyError } from '../../app/platform/checkKeys.server.ts';
import { ConfigError } from '../../app/platform/config.server.ts';
import { runtime, type Runtime } from '../../app/platform/runtime.server.ts';
import { refuse } from './options.ts';

/** The configuration and what is opened from it; a wrong environment ends the command and says what to mend. */
export function readRuntime(): Runtime {
  try {
    return runtime();
  } catch (error) {
    if (error instanceof ConfigError) return refuse(error.message);
    throw error;
  }
}

/** For `catch`: a wrong key ends the command with what is wrong; anything else goes on being thrown. */
export function refuseWrongKey(error: unknown): never {
  if (error instanceof WrongKeyError) return refuse(error.message);
  throw error;
}
