/** What holds for the connections of a migration. */
export const MIGRATION_SESSION = {
  /**
   * How long it waits for a lock. Longer, and everything that comes after it for the same table waits as well: behind a
   * backup (pg_dump) the whole intake would stand still.
   */
  lock_timeout: '5000',
  /** A migration whose process was killed would otherwise go on, and be committed without anybody knowing. */
  client_connection_check_interval: '1000',
};
