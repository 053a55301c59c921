export declare function chooseNode(machine: {
  platform: NodeJS.Platform;
  arch: string;
  root: string;
  exists: (file: string) => boolean;
  running: { version: string; path: string };
}): { node: string; message?: undefined } | { node?: undefined; message: string };

export declare function npmCall(platform: NodeJS.Platform): { command: string; shell: boolean };
