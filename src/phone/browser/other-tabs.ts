// What the windows of one browser tell each other, by BroadcastChannel: pages of this origin alone hear it. What reads the news is
// fetched with the first.
import type { OtherTabs } from '../other-tabs.ts';

/** `report` hears of news that could not be read. */
export function browserTabs(report: (problem: unknown) => void): OtherTabs {
  const channel = new BroadcastChannel('bothways');
  return {
    tell: (news) => {
      channel.postMessage(news);
    },
    onNews: (listener) => {
      const read = async (data: unknown): Promise<void> => {
        const { readNews } = await import('../read-news.ts');
        const news = readNews(data);
        if (news !== undefined) listener(news);
      };
      channel.addEventListener('message', ({ data }) => {
        read(data).catch(report);
      });
    },
  };
}
