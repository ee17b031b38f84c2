/**
 * CloudFormation makes resources side by side; a method is several calls of API Gateway's. A deployment that does not name all methods
 * it depends on would meet one of them half made, and fail: on AWS it hardly ever does. So work on the methods and deployments of one
 * API takes turns.
 */

/** Runs `work` when what was begun before for the same API has ended, well or badly. */
export type Turns = <Result>(restApiId: string, work: () => Promise<Result>) => Promise<Result>;

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (restApiId, work) => {
    const turn = (last.get(restApiId) ?? Promise.resolve()).then(work, work);
    last.set(restApiId, turn);
    const leave = (): void => {
      if (last.get(restApiId) === turn) last.delete(restApiId);
    };
    turn.then(leave, leave);
    return turn;
  };
}
