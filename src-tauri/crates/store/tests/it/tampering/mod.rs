//! Every kind of tampering with the audit log, done directly in each store, and what the verification says of it.

mod archive;
mod cases;
mod hand;
mod scene;
mod torn_file;

/// Makes a test of every case for the base that `$empty` makes.
macro_rules! tests_of {
    ($empty:path; $($case:ident),+ $(,)?) => {$(
        #[tokio::test]
        async fn $case() {
            // A server that is not there to be tested on gives none.
            if let Some(hand) = $empty().await {
                super::cases::$case(&super::scene::Scene::on(&hand).await).await;
            }
        }
    )+};
}

macro_rules! on_every_base {
    ($($case:ident),+ $(,)?) => {
        mod on_memory { super::tests_of! { super::hand::Memory::empty; $($case),+ } }
        mod on_sqlite { super::tests_of! { super::hand::Sqlite::empty; $($case),+ } }
        mod on_mongo_standalone { super::tests_of! { super::hand::Mongo::on_a_standalone; $($case),+ } }
        mod on_mongo_replica_set { super::tests_of! { super::hand::Mongo::on_a_replica_set; $($case),+ } }
    };
}

use tests_of;

on_every_base! {
    of_no_kind_finds_nothing,
    with_one_bit_of_any_field_is_an_edited_entry,
    with_the_kind_of_a_field_is_an_edited_entry,
    with_an_entry_sealed_anew_breaks_the_link_after_it,
    by_removal_is_a_gap,
    by_exchanging_two_entries_shows_at_both,
    by_doubling_an_entry_shows_there,
    by_doubling_an_entry_at_the_end_of_a_page_shows_there,
    by_inserting_an_entry_without_a_link_shows_it,
    by_taking_the_link_away_shows_the_gap_and_the_entry,
    by_inserting_an_entry_far_away_is_a_gap,
    by_cutting_an_end_shows_what_another_chain_saw,
    by_cutting_an_end_that_no_chain_saw_shows_what_the_device_kept,
    by_removing_a_whole_chain_shows_what_others_saw,
    by_writing_a_chain_anew_contradicts_what_others_saw,
    by_making_the_end_of_a_chain_unreadable_shows,
    by_claiming_that_the_missing_was_archived_shows_what_is_missing,
    by_forgetting_an_archive_shows_what_is_missing,
    with_an_entry_that_was_archived_shows_it,
}
