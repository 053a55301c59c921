const tasks = [
  // Ahead of everything, because it only looks whose turn it is.
  '* * * * * reconcile_due ?jobKey=reconcile_due&jobKeyMode=replace&priority=-5&max=1',
  '17 * * * * forget_old ?jobKey=forget_old&jobKeyMode=replace&priority=20&max=1',
];

/** What happens by the clock, in graphile-worker's notation. Any number of workers: each moment comes once. */
export const CRONTAB = tasks.join('\n');
