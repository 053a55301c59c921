const tasks = [
  // Ahead of everything, because it only looks whose turn it is.
  '* * * * * reconcile_due ?jobKey=reconcile_due&jobKeyMode=replace&priority=-5&max=1',
  '* * * * * watch_alerts ?jobKey=watch_alerts&jobKeyMode=replace&max=1',
  '23 1 * * * check_all_settings ?max=1',
  '17 * * * * forget_old ?jobKey=forget_old&jobKeyMode=replace&priority=20&max=1',
];

/** What happens by the clock, in graphile-worker's notation (UTC). Any number of workers: each moment comes once. */
export const CRONTAB = tasks.join('\n');
