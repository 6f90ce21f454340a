// Ports to the browser as a host for an installed program.

export interface Updates {
  /** Tells once a new version waits to be activated. */
  onReady(listener: () => void): void;
  /** Activates the waiting version and loads it. */
  apply(): void;
}

export interface Connectivity {
  readonly online: boolean;
  onChange(listener: (online: boolean) => void): void;
  /** Something hints that the network is another one, or that the device slept (`awake`). */
  onHint(listener: (awake: boolean) => void): void;
}
