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
