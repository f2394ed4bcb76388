package talk

import (
	"ebb/feature"
	"ebb/feature/talk/facts"
)

// state is the fold, as pages read it.
type state struct{ facts.State }

// fold returns a copy of what stands.
func fold(r *feature.Request) (s state, err error) {
	err = feature.See(r, Name, func(now *facts.State) error {
		s.State = now.Clone()
		return nil
	})
	return s, err
}

// words opens what stands at a place again; empty where nothing does.
func words[T any](r *feature.Request, s *state, place string) (body T, err error) {
	now, there := s.At(place)
	if !there {
		return body, nil
	}
	return reread[T](r, now)
}

func reread[T any](r *feature.Request, now facts.Stamp) (body T, err error) {
	if now.Seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), now.Seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}
