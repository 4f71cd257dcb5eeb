//! What names are made of, the commonest first; between commas, an empty part included.

use std::sync::LazyLock;

/// A list to draw from.
pub type Parts = LazyLock<Vec<&'static str>>;

/// Common last names, the commonest first.
pub static LAST_NAMES: Parts = LazyLock::new(|| {
    parts(
        "Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, \
     Michel, Lefebvre, Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, \
     Lambert, Fontaine, Rousseau, Vincent, Muller, Lefèvre, Faure, André, Mercier, Blanc, \
     Guérin, Boyer, Garnier, Chevalier, François, Legrand, Gauthier, Garcia, Perrin, Robin, \
     Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, Marchand, Duval, \
     Denis, Dumont, Marie, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, \
     Joly, Rivière, Lucas, Brunet, Gaillard, Barbier, Arnaud, Martinez, Gérard, Roche, \
     Renard, Schmitt, Roy, Leroux, Colin, Vidal, Caron, Picard, Roger, Fabre, Aubert, \
     Lemoine, Renaud, Dumas, Lacroix, Olivier, Philippe, Bourgeois, Pierre, Benoît, Rey, \
     Leclerc, Payet, Rolland, Leclercq, Guillaume, Lecomte, Le Goff, Le Gall, Ben Amar, \
     Ben Salah, El Amrani, Da Silva, Dos Santos, Nguyen, Tran, Diallo, Traoré, N'Diaye, \
     L'Hostis, D'Hondt, Li, Wu",
    )
});

/// Common first names, the commonest first.
pub static FIRST_NAMES: Parts = LazyLock::new(|| {
    parts(
        "Marie, Jean, Pierre, Michel, Jeanne, Philippe, Nathalie, Isabelle, Alain, Nicolas, \
     Christophe, Françoise, Monique, Catherine, Patrick, Sylvie, Stéphane, Jacques, Julien, \
     Sandrine, Céline, Thomas, Véronique, Christine, David, Valérie, Laurent, Camille, Julie, \
     Alexandre, Aurélie, Daniel, Éric, Frédéric, Olivier, Léa, Emma, Lucas, Hugo, Louise, \
     Chloé, Manon, Gabriel, Raphaël, Louis, Jules, Arthur, Adam, Inès, Sarah, Mohamed, \
     Fatima, Karim, Nadia, Yann, Gaëlle, Maëlys, Anaïs, Élodie, Émilie, Mathilde, Pauline, \
     Guillaume, Maxime, Antoine, Quentin, Kévin, Jérémy, Romain, Vincent, Bruno, Serge, \
     Thierry, Gérard, René, Roger, André, Marcel, Lucien, Paulette, Simone, Yvette, Denise, \
     Odette, Ginette, Raymonde, Georgette, Lucienne, Suzanne, Madeleine, Germaine, Colette, \
     Josiane, Martine, Brigitte, Chantal, Annie, Agnès, Hélène, Cécile, Florence, Corinne, \
     Laurence, Virginie, Karine, Delphine, Laetitia, Mélanie, Amélie, Charlotte, Clara, Zoé, \
     Jade, Alice, Rose, Anna, Lina, Mila, Juliette, Agathe, Ambre, Noé, Léo, Tom, Nathan, \
     Ethan, Théo, Enzo, Mathis, Maël, Sacha, Aaron, Eden, Paul, Victor, Martin, Gaspard, \
     Augustin, Simon, Rayan, Ibrahim, Youssef, Ayoub, Mehdi, Aminata, Fatoumata, Mamadou, \
     Ousmane, Linh, Minh, Wei, Sofia, Elena, Giulia, Matteo, Hervé, Loïc, Ronan, Erwan, \
     Maïwenn, Solène, Bénédicte, Clotilde, Apolline, Philomène, Honoré, Barnabé, Œdipe",
    )
});

/// The first halves of compound first names.
pub static COMPOUND: Parts = LazyLock::new(|| parts("Jean, Marie, Anne, Pierre, Paul"));

/// How a syllable begins.
pub static ONSETS: Parts = LazyLock::new(|| {
    parts(
        "b, c, d, f, g, j, l, m, n, p, r, s, t, v, br, ch, cl, cr, dr, fl, gr, gu, pl, pr, tr, \
     qu, , h",
    )
});

/// How a syllable ends.
pub static VOWELS: Parts =
    LazyLock::new(|| parts("a, e, i, o, u, é, è, ai, au, ou, eu, oi, an, en, on, in, ar, or"));

/// How a rare name ends.
pub static ENDINGS: Parts = LazyLock::new(|| {
    parts("t, d, n, l, r, y, ier, eau, ard, et, on, in, ac, ot, el, ault, ois, ez, oux,")
});

fn parts(list: &'static str) -> Vec<&'static str> {
    list.split(',').map(str::trim).collect()
}
