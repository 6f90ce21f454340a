import { describe, expect, it } from 'vitest';
import { RepeatedReports } from '../../../../src/sip/trace/repeated-reports.ts';
import { REPORT_HEADERS } from '../../../../src/sip/telling/info-package.ts';
import { writeReport, type Hearing } from '../../../../src/sip/telling/sound-report.ts';

const message = (
  start: string,
  cseq: number,
  body = '',
  call = 'one',
  headers: readonly string[] = [],
): string => [start, `Call-ID: ${call}`, `CSeq: ${String(cseq)} INFO`, ...headers, '', body].join('\r\n');

const told = (number: number, hear: Hearing, call = 'one'): string =>
  message(
    'INFO sip:1002@pbx.example.org SIP/2.0',
    number,
    writeReport({
      teller: '0a0a0a0a',
      number,
      report: { hear, play: 'yes', speak: 'sound', received: number },
    }),
    call,
    REPORT_HEADERS,
  );

const ok = (number: number, call = 'one'): string => message('SIP/2.0 200 OK', number, '', call);

describe('reports in the trace', () => {
  it('are kept where they say something else, each with its answer', () => {
    const reports = new RepeatedReports();
    const kept = [
      [told(1, 'sound'), ok(1)],
      [told(2, 'sound'), ok(2)],
      [told(3, 'nothing'), ok(3)],
      [told(4, 'nothing'), ok(4)],
    ].map(([request = '', answer = ''], at) => [
      reports.isNews('out', request, at * 2000),
      reports.isNews('in', answer, at * 2000),
    ]);
    expect(kept).toEqual([
      [true, true],
      [false, false],
      [true, true],
      [false, false],
    ]);
  });

  it('keep their refusal even where they are left out', () => {
    const reports = new RepeatedReports();
    reports.isNews('out', told(1, 'sound'), 0);
    expect(reports.isNews('out', told(2, 'sound'), 2000)).toBe(false);
    expect(reports.isNews('in', message('SIP/2.0 469 Bad Info Package', 2), 2100)).toBe(true);
  });

  it('do not fill it, whatever they say: one a second', () => {
    const reports = new RepeatedReports();
    let kept = 0;
    for (let number = 0; number < 5000; number += 1)
      if (reports.isNews('in', told(number, number % 2 === 0 ? 'sound' : 'nothing'), number)) kept += 1;
    expect(kept).toBeLessThanOrEqual(6);
  });

  it('of two calls and directions are told apart', () => {
    const reports = new RepeatedReports();
    expect(reports.isNews('out', told(1, 'sound'), 0)).toBe(true);
    expect(reports.isNews('in', told(1, 'sound'), 0)).toBe(true);
    expect(reports.isNews('out', told(1, 'sound', 'two'), 0)).toBe(true);
    expect(reports.isNews('out', told(2, 'sound'), 5000)).toBe(false);
    expect(reports.isNews('in', ok(2, 'two'), 5000)).toBe(true);
    expect(reports.isNews('out', ok(2), 5000)).toBe(true);
    expect(reports.isNews('in', ok(2), 5000)).toBe(false);
    expect(reports.isNews('in', ok(2), 5000)).toBe(true);
  });

  it('leave every other message alone', () => {
    const reports = new RepeatedReports();
    reports.isNews('out', told(1, 'sound'), 0);
    reports.isNews('out', told(2, 'sound'), 5000);
    for (const text of [
      '',
      '\r\n\r\n',
      'SIP/2.0 200 OK',
      'INFO',
      message('INFO sip:a@b SIP/2.0', 2),
      message('SIP/2.0 200 OK', 2).replace('INFO', 'BYE'),
    ])
      expect(reports.isNews('in', text, 6000)).toBe(true);
  });
});
