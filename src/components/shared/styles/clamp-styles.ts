// Texts of others, however long, take so many lines and no more: two, or what `--lines` says.
import { css } from 'lit';

export const clampStyles = css`
  .clamped {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: var(--lines, 2);
    line-clamp: var(--lines, 2);
    overflow: hidden;
    overflow-wrap: anywhere;
  }
`;
