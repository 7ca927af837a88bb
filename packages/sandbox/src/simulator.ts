/** What a simulated service says to one call. `'drop'`: the server destroys the socket without answering. */
export type SimulatorReply = Response | 'drop'
