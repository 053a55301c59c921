import type { FaultKind } from './world/faultPlan.ts';
import type { Finding } from './coherence/findings.ts';
import type { Verdict } from './schedule.ts';

/** What a number of schedules came to. */
export class Tally {
  schedules = 0;
  orders = 0;
  readonly faults = new Map<FaultKind, number>();
  readonly findings: Finding[] = [];
  readonly failed: number[] = [];

  add({ seed, orders, faults, findings }: Omit<Verdict, 'trace'>): void {
    this.schedules += 1;
    this.orders += orders;
    for (const [kind, count] of Object.entries(faults) as [FaultKind, number][]) {
      this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    }
    this.findings.push(...findings);
    if (findings.length > 0) this.failed.push(seed);
  }

  /** "schedules, orders, faults injected, lost, doubled", with their figures. */
  get line(): string {
    const faults = [...this.faults.values()].reduce((sum, count) => sum + count, 0);
    const of = (wanted: Finding['kind']) => this.findings.filter(({ kind }) => kind === wanted).length;
    const figures = `${this.schedules} schedules, ${this.orders} orders, ${faults} faults injected`;
    return `${figures}, ${of('lost')} lost, ${of('doubled')} doubled`;
  }
}
