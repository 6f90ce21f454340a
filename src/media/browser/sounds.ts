// The phone's own sounds. The player and its scores are fetched with the first sound, which the first load need not wait for.
import type * as ScorePlayer from './score-player.ts';
import type { Sounds } from '../sounds.ts';
import { isSoundAllowed, resumeAudioContext } from './audio-context.ts';

type Player = typeof ScorePlayer;

/** The sounds of this browser; `onProblem` hears of a player that could not be fetched. */
export function browserSounds(onProblem: (problem: unknown) => void): Sounds {
  let player: Promise<Player> | undefined;
  /** Counts what was asked for: a sound that was stopped while the player was on its way must not begin. */
  let turn = 0;
  const withPlayer = (work: (player: Player) => void): void => {
    player ??= import('./score-player.ts');
    player.then(work).catch((problem: unknown) => {
      player = undefined;
      onProblem(problem);
    });
  };
  return {
    play(sound, how): void {
      turn += 1;
      const mine = turn;
      withPlayer((loaded) => {
        if (mine === turn) loaded.play(sound, how);
      });
    },
    stop(): void {
      turn += 1;
      if (player === undefined) return;
      withPlayer((loaded) => {
        loaded.stop();
      });
    },
    beep(sound, how): void {
      withPlayer((loaded) => {
        loaded.beep(sound, how);
      });
    },
    get allowed(): boolean {
      return isSoundAllowed();
    },
    enable: resumeAudioContext,
  };
}
