// The simulation of a file, off the typing path: starts the worker, hands it the objects, answers the panel. (client helper is writing this)
export {};
