//! The dynamic oracle of arc-hybrid (Goldberg and Nivre 2013): what each move loses of the gold tree.

use newsgraph_model::training::{NONE, State};

/// Number of gold arcs that become out of reach, for each allowed move. Cost: linear in stack and buffer.
pub(crate) fn costs(state: &State, gold: &[u32]) -> [Option<u32>; 3] {
    let n = gold.len() as u32;
    let b0 = state.front();
    let s0 = state.top(0);
    let s1 = state.top(1);
    let allowed = state.allowed();
    let mut out = [None; 3];
    if allowed[0] {
        let mut cost = 0;
        for &s in &state.stack {
            cost += u32::from(gold[s as usize] == b0);
            cost += u32::from(s != s0 && gold[b0 as usize] == s);
        }
        out[0] = Some(cost);
    }
    let in_buffer = |t: u32| t != NONE && t >= state.next && t < n;
    let children_ahead = || (state.next..n).filter(|b| gold[*b as usize] == s0).count() as u32;
    if allowed[1] {
        let head = gold[s0 as usize];
        let lost = head != b0 && (head == NONE || head == s1 || in_buffer(head));
        out[1] = Some(children_ahead() + u32::from(lost));
    }
    if allowed[2] {
        let head = gold[s0 as usize];
        let lost = head != s1 && (head == NONE || in_buffer(head));
        out[2] = Some(children_ahead() + u32::from(lost));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsgraph_model::training::Action;

    #[test]
    fn following_the_oracle_gives_the_gold_tree() {
        for gold in [vec![1, NONE, 3, 1], vec![NONE], vec![2, 2, 4, 4, NONE, 4, 5], vec![NONE, 0, 1, 2]] {
            let mut state = State::default();
            state.reset(gold.len());
            while !state.finished() {
                let best = (0..3).filter(|i| costs(&state, &gold)[*i] == Some(0)).max();
                let best = best.unwrap_or_else(|| panic!("no move without loss in {gold:?}"));
                state.apply(Action::ALL[best], 0);
            }
            assert_eq!(state.nodes.iter().map(|n| n.head).collect::<Vec<_>>(), gold);
        }
    }

    #[test]
    fn a_wrong_arc_costs_its_head_and_lost_children() {
        let mut state = State::default();
        let gold = [1, NONE, 1, 1];
        state.reset(4);
        state.apply(Action::Shift, 0);
        state.apply(Action::Shift, 0);
        // The root on top: the next token must not govern it, and it waits for two children.
        assert_eq!(costs(&state, &gold), [Some(0), Some(3), Some(3)]);
    }
}
