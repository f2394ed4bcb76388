package tie

// Feared is the kind of "this was fear", one tap in a hard moment. It stands as
// a yes to Safety.Afraid until the questions are answered again or it is erased.
// Its body is safety's own.
const Feared = "safety.feared"
