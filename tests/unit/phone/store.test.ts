import { describe, expect, it } from 'vitest';
import { Store } from '../../../src/phone/store.ts';

describe('the store', () => {
  it('tells its listeners of a change, and of nothing else', () => {
    const store = new Store(1, (state: number, event: number) => Math.max(state, event));
    const heard: number[] = [];
    const end = store.subscribe((state) => heard.push(state));
    store.dispatch(3);
    store.dispatch(2);
    end();
    store.dispatch(4);
    expect(heard).toEqual([3]);
    expect(store.state).toBe(4);
  });

  it('minds neither a listener that leaves nor one that comes while it tells', () => {
    const store = new Store(0, (_state: number, event: number) => event);
    const heard: string[] = [];
    const end = store.subscribe(() => {
      heard.push('first');
      end();
      store.subscribe(() => heard.push('third'));
    });
    store.subscribe(() => heard.push('second'));
    store.dispatch(1);
    expect(heard).toEqual(['first', 'second']);
  });
});
