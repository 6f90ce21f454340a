import { describe, expect, it } from 'vitest';
import {
  isReport,
  isReportBody,
  packageOf,
  RECV_INFO,
  REPORT_HEADERS,
  takesReports,
} from '../../../../src/sip/telling/info-package.ts';

describe('the INFO package of reports', () => {
  it.each([
    [[], undefined],
    [[''], false],
    [['bothways-sound'], true],
    [['foo, bothways-sound;v=2'], true],
    [['foo', 'Bothways-Sound'], true],
    [['foo,bar'], false],
    [['"bothways-sound"'], false],
    [['bothways-sound2'], false],
  ])('a far side that says Recv-Info: %j takes reports: %s', (headers, takes) => {
    expect(takesReports(headers)).toBe(takes);
  });

  it.each([
    [[], 'legacy'],
    [['bothways-sound'], 'report'],
    [['BOTHWAYS-SOUND ; a=b'], 'report'],
    [[''], 'other'],
    [['conference'], 'other'],
    [['bothways-sound, conference'], 'other'],
    [['bothways-sound', 'conference'], 'other'],
  ])('an INFO with Info-Package: %j is %s', (headers, kind) => {
    expect(packageOf(headers)).toBe(kind);
  });

  it.each([
    [['application/x.bothways-sound'], [], true],
    [['Application/X.Bothways-Sound; charset=utf-8'], [], true],
    [['application/x.bothways-sound'], ['gzip'], false],
    [['application/sdp'], [], false],
    [[], [], false],
  ])('a body of type %j, encoded as %j, is a report: %s', (type, encoding, isOurs) => {
    expect(isReportBody(type, encoding)).toBe(isOurs);
  });

  it('knows one of its own messages, whoever wrote its headers', () => {
    const head = (...lines: string[]): string => ['INFO sip:a@b SIP/2.0', ...lines, '', 'n=1'].join('\r\n');
    expect(isReport(head(...REPORT_HEADERS))).toBe(true);
    expect(isReport(head('info-package:bothways-sound'))).toBe(true);
    expect(isReport(head(RECV_INFO))).toBe(false);
    expect(isReport(head('Content-Type: application/dtmf-relay'))).toBe(false);
    expect(isReport(`${head()}\r\nInfo-Package: bothways-sound\r\n`)).toBe(false);
    expect(isReport(head('Info-Package: bothways-sound').replace('INFO', 'MESSAGE'))).toBe(false);
  });
});
