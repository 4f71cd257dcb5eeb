// What screen readers are told about changes nobody here asked for.

class LiveRegionState {
  text = $state("");

  /** Says it once, politely; the same words twice are said twice. */
  announce(message: string): void {
    this.text = this.text === message ? `${message}\u00a0` : message;
  }
}

export const liveRegion = new LiveRegionState();

export function announce(message: string): void {
  liveRegion.announce(message);
}
