//! The contract of the storage ports, sentence by sentence. Each function takes a fresh base; the macro makes
//! tests of them for one adapter. A function missing from its list is reported as dead code.

pub mod absences;
pub mod appointments;
pub mod audit;
pub mod callbacks;
pub mod delays;
pub mod feed;
pub mod figures;
pub mod keys;
pub mod overlap;
pub mod patients;
pub mod practitioners;
pub mod repeats;
pub mod resealing;
pub mod settings;
pub mod together;
pub mod users;
pub mod whole;

/// Makes every contract test for the adapter whose fresh bases `$open` opens.
macro_rules! contract_tests {
    ($open:path) => {
        $crate::contract::contract_tests! { @list $open;
            users {
                is_found_by_id_and_by_name_whatever_its_case,
                is_none_when_unknown,
                are_listed_by_name,
                of_a_name_in_use_is_a_duplicate_whatever_its_case,
                gets_a_new_password,
                who_gets_a_new_password_has_failed_no_more,
                gets_another_role_and_practitioner,
                who_is_the_last_active_administrator_keeps_the_role,
                keeps_the_latest_sign_in,
                who_fails_too_often_pauses_longer_and_longer,
                is_not_tried_more_often_by_many_at_once,
                who_signs_in_has_failed_no_more,
                is_unlocked,
                is_deactivated_and_activated_again,
                who_never_signed_in_is_deleted_and_leaves_the_name_free,
                who_was_deleted_is_changed_no_more,
                who_signed_in_or_administers_is_not_deleted,
                that_does_not_exist_is_not_found,
                who_is_the_last_active_administrator_stays,
                who_is_inactive_does_not_count_as_administrator,
                who_are_the_last_two_administrators_cannot_both_go_at_once,
            }
            keys {
                are_none_before_somebody_makes_some,
                are_replaced_only_from_the_version_before,
                changed_twice_at_once_keep_one_change,
                written_again_by_the_same_operation_change_once,
                need_a_pair_which_an_account_gets_once,
            }
            resealing {
                come_in_pages_by_id,
                are_replaced_where_they_stand_and_nothing_else_changes,
                that_were_changed_meanwhile_stay,
                come_back_as_the_bytes_they_are,
            }
            practitioners {
                come_back_as_they_were_written,
                are_listed_by_name_even_if_two_have_the_same,
                are_edited,
                that_do_not_exist_are_not_found,
                who_are_renamed_are_renamed_in_every_appointment_and_visit_of_theirs,
                who_were_renamed_do_not_get_the_old_name_back_by_a_save_made_before,
                without_appointments_are_deleted,
                with_appointments_of_any_status_are_deactivated,
                linked_to_accounts_are_deactivated_until_no_account_is,
                work_at_hours_of_their_own_or_at_the_usual_ones,
                keep_their_hours_through_every_other_edit,
            }
            patients {
                come_back_as_they_were_written,
                without_optional_details_come_back_without_them,
                with_an_id_in_use_are_duplicates,
                are_edited_as_a_whole_and_keep_their_visits,
                name_who_edited_them_last,
                are_stale_when_somebody_else_was_faster,
                edited_twice_at_once_keep_one_edit,
                that_do_not_exist_are_not_found,
                are_summarised_unless_unknown,
                changed_since_a_moment_are_listed_oldest_edit_first,
                are_counted,
                do_not_change_by_a_booking,
            }
            appointments {
                come_back_as_they_were_written,
                keep_their_instants_to_the_millisecond,
                are_listed_earliest_first_whatever_their_status,
                are_filtered_by_practitioner_patient_and_time,
                of_several_patients_are_found_at_once,
                say_whose_reason_they_took_over_until_they_have_their_own,
                begun_long_before_a_span_are_found_in_it,
                saved_from_an_old_version_are_stale,
                saved_from_one_version_twice_at_once_keep_one_save,
                that_do_not_exist_are_not_found,
                with_an_id_in_use_are_duplicates,
                keep_the_steps_of_their_visit,
                lose_the_steps_that_are_taken_back,
            }
            callbacks {
                are_what_the_doctor_cancelled_since_a_moment,
                are_found_by_moments_finer_than_a_store_keeps,
                are_listed_by_their_cancellation,
                are_ticked_off_and_put_back,
                know_the_appointments_that_replace_them,
                are_replaced_once,
                are_replaced_once_even_if_the_time_is_taken_too,
                are_replaced_once_whatever_becomes_of_the_other,
                are_replaced_once_when_two_book_at_once,
                are_replaced_once_by_a_save_too,
                are_replaced_again_by_the_same_appointment,
                in_doubt_about_an_id_are_duplicates,
            }
            delays {
                come_back_as_they_were_reported,
                that_do_not_exist_are_not_found,
                count_by_the_highest_number_of_each_practitioner_and_day,
                of_days_outside_a_span_are_left_out,
                of_a_number_in_use_are_stale,
                with_an_id_in_use_are_duplicates,
                reported_at_once_under_one_number_keep_one_report,
                are_withdrawn,
                withdrawn_before_stay_as_they_were,
            }
            absences {
                come_back_as_they_were_noted,
                are_found_by_the_time_they_share_earliest_first,
                that_began_long_before_are_found,
                with_an_id_in_use_are_duplicates,
                are_removed,
                that_are_not_there_are_not_removed,
            }
            overlap {
                is_refused_for_the_same_practitioner,
                is_refused_for_the_same_patient,
                is_refused_wherever_two_times_share_an_instant,
                names_everything_that_blocks_earliest_first,
                does_not_mean_touching,
                does_not_concern_other_people,
                does_not_count_what_is_cancelled_or_absent,
                is_refused_to_a_reinstatement,
                is_guarded_again_after_a_reinstatement,
                is_refused_to_a_move_which_then_changes_nothing,
                with_itself_does_not_stop_a_move,
                with_itself_is_not_named_when_another_blocks_a_move,
                ends_where_an_appointment_was_moved_from,
                moves_with_the_appointment_to_another_practitioner,
                of_a_stale_save_is_reported_as_stale,
                is_refused_to_all_but_one_who_book_at_once,
            }
            repeats {
                of_a_booking_book_once,
                of_a_booking_with_another_id_answer_the_first,
                of_a_booking_at_once_book_once,
                of_a_booking_after_a_change_change_nothing,
                of_a_refused_booking_count_when_the_time_is_free,
                of_a_save_save_once,
                of_a_new_user_add_one,
                of_a_password_do_not_bring_it_back,
                of_a_deactivation_answer_alike,
                of_an_unlocking_do_not_unlock_again,
                of_a_deleted_user_answer_alike,
                of_a_new_practitioner_add_one,
                of_a_rename_do_not_bring_it_back,
                of_a_removal_answer_alike,
                of_a_new_file_add_one,
                of_an_edited_file_edit_once,
                of_hours_do_not_bring_them_back,
                of_a_booking_that_replaces_another_book_once,
                of_a_delay_report_it_once,
                of_a_withdrawal_withdraw_once,
                of_an_absence_note_it_once,
                of_a_removed_absence_answer_alike,
            }
            together {
                a_booking_writes_its_visit_and_its_trace,
                a_visit_follows_its_appointment,
                a_file_has_one_visit_per_appointment,
                a_refused_write_leaves_neither_visit_nor_trace,
                every_write_leaves_its_trace,
                recovery_changes_nothing_that_is_whole,
            }
            audit {
                comes_back_as_it_was_written,
                keeps_one_trace_per_operation,
                shows_the_newest_first_up_to_a_limit,
                links_every_entry_into_the_chain_of_the_device,
                finds_entries_by_everything_they_say,
                is_read_on_from_any_entry_even_among_those_of_one_moment,
                knows_the_entry_of_an_operation,
                moves_what_was_archived_out_of_the_log,
                goes_on_after_what_was_archived_even_if_that_is_all,
            }
            settings {
                are_none_before_the_practice_has_them,
                stay_as_they_were_first_written,
                are_replaced_as_a_whole_and_traced,
                do_not_come_back_by_a_repetition,
            }
            figures {
                of_nothing_are_empty,
                count_what_starts_within_the_period_whatever_became_of_it,
                fall_on_local_dates_and_hours_when_the_clocks_change,
                take_whole_days_from_the_booking_to_the_start,
                take_waiting_and_lateness_from_what_was_recorded,
                are_of_the_practitioners_asked_for,
                count_the_new_files_of_everybody,
                of_two_stretches_add_up_to_those_of_the_whole,
                list_what_they_count_earliest_first,
                list_only_what_fits,
            }
            feed {
                tells_a_booking_and_the_file_it_is_noted_in,
                tells_every_step_of_an_appointment,
                tells_a_delay_and_its_withdrawal,
                tells_an_absence_and_its_removal,
                tells_new_hours_and_a_new_name_of_a_practitioner,
                tells_that_a_practitioner_is_gone,
                tells_new_and_edited_files_and_accounts,
                tells_the_first_settings,
                tells_nothing_from_before_it_began,
                tells_everybody_who_follows_until_they_leave,
            }
            whole {
                is_filled_with_everything_of_another,
                gives_back_everything_it_was_filled_with,
                is_filled_page_by_page_and_tells_how_far,
                is_filled_in_the_place_of_what_a_first_start_wrote,
                that_holds_somebody_is_not_filled,
                with_several_accounts_is_not_filled,
                interrupted_is_not_done_and_is_filled_again,
                interrupted_is_undone_to_an_empty_base,
                filled_with_less_than_was_promised_is_not_done,
                has_other_sums_when_one_field_of_one_document_differs,
                comes_back_from_its_backup,
                is_filled_with_nothing_of_a_backup_that_was_cut,
            }
        }
    };
    (@list $open:path; $($area:ident { $($test:ident),+ $(,)? })+) => {$(
        mod $area {
            $(
                #[tokio::test]
                async fn $test() {
                    // A server that is not there to be tested on gives none.
                    let Some(fresh) = Option::<$crate::fresh::Fresh>::from($open().await) else {
                        return;
                    };
                    $crate::contract::$area::$test(fresh.store.as_ref()).await;
                }
            )+
        }
    )+};
}
pub(crate) use contract_tests;
