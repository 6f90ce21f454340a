// How the quality panel looks: lanes above each other on one time axis, a table that fits 360 px.
import { css } from 'lit';

export const qualityStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding-block: 4px 8px;
    container-type: inline-size;
  }
  .lanes {
    display: grid;
    gap: 12px;
  }
  .axis {
    display: flex;
    justify-content: space-between;
    margin-block-start: -8px;
    padding-inline-start: 1.25em;
    direction: ltr;
    color: var(--muted);
    font-size: var(--text-1);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding-block: 8px;
    padding-inline: 8px 0;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
    text-align: end;
    vertical-align: baseline;
  }
  th {
    color: var(--muted);
  }
  /* Text so large that three columns don't fit: the name of a line stands above its figures. */
  @container (max-width: 17em) {
    tr {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    tr > :first-child {
      grid-column: 1 / -1;
      inline-size: auto !important;
      border: 0;
    }
    tr > * {
      overflow-wrap: anywhere;
    }
  }
  thead th {
    font-size: var(--text-1);
    font-weight: 600;
  }
  th[scope='row'] {
    inline-size: 40%;
    padding-inline-start: 0;
    text-align: start;
  }
`;
